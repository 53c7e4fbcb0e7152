import Decisions
package import Evidence

extension LiveFeature {
    /// Returns what the log may see of an event.
    package func redacted(_ event: Event) -> Event {
        guard let redactor else { return event }
        var redacted = event
        redacted.user = event.user.flatMap { redactor.user($0) }
        if case .text(let text) = event.value { redacted.value = .text(redactor.redact(text)) }
        return redacted
    }
}
