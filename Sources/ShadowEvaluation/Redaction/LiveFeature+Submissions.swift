import Decisions
package import Evidence

extension LiveFeature {
    /// Returns what the log may see of an event; `nil` where it may not know the case, and has no
    /// key to hash its id with.
    package func redacted(_ event: Event) -> Event? {
        guard let redactor else { return event }
        var redacted = event
        if case .case(let id) = event.subject {
            guard let id = redactor.caseID(id) else { return nil }
            redacted.subject = .case(id)
        }
        redacted.user = event.user.flatMap { redactor.user($0) }
        if case .text(let text) = event.value { redacted.value = .text(redactor.redact(text)) }
        return redacted
    }

    /// Returns what the log may see of an outcome; `nil` as with an event.
    package func redacted(_ submission: OutcomeSubmission) -> OutcomeSubmission? {
        guard let redactor else { return submission }
        guard let id = redactor.caseID(submission.outcome.caseID) else { return nil }
        var redacted = submission
        redacted.outcome.caseID = id
        return redacted
    }
}
