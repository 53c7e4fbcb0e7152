import Decisions
package import Evidence
import JSONCodec
import Statistics

/// A9: whether adapting to people's past narrows what they are offered.
package struct PersonaLockAudit: Audit {
    package static let id = AuditID.personaLock

    static let level = AuditThreshold(
        "A9.trend-p", 0.05, source: "Assay: two-sided p of Mann and Kendall's test")
    static let fall = AuditThreshold(
        "A9.variety-fall", 0.1, source: "Assay's floor: a smaller fall never fires")
    static let leastWeeks = 8
    static let leastOfWeek = 50
    /// A request within as many seconds of the same user's last may be that one in other words.
    private static let rewordSeconds = 120.0
    private static let rewordDistance = 0.5
    private static let longestText = 500
    private static let mostTexts = 10_000

    let scope: AuditScope
    private(set) var served: ServedLog
    /// Places of cases that the user put again in other words.
    private(set) var reworded: Set<Int> = []
    private var last: [UInt64: (place: Int, time: Timestamp, text: String)] = [:]

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        served = ServedLog(scope)
    }

    package mutating func append(_ observation: AuditObservation) {
        guard let place = served.append(observation), let user = served.rows[place].user else {
            return
        }
        let time = served.rows[place].time
        let text = text(of: observation.fields)
        if let before = last[user] {
            let gap = (time.days - before.time.days) * 86_400
            if gap >= 0, gap <= Self.rewordSeconds, Self.isReworded(before.text, text) {
                reworded.insert(before.place)
            }
        }
        if last.count >= Self.mostTexts {
            last = last.filter {
                (time.days - $0.value.time.days) * 86_400 <= Self.rewordSeconds
            }
        }
        last[user] = (place, time, text)
    }

    package mutating func append(_ event: LoggedEvent) {
        served.append(event)
    }

    package func finding() -> AuditFinding {
        guard !served.rows.isEmpty else { return ServedLog.nothingServed(Self.id, in: scope) }
        return PersonaLockReport(self).finding()
    }

    private func text(of fields: JSONObject) -> String {
        var names = scope.fields.filter { $0.type == .string }.map(\.name)
        if !names.contains("text") { names.append("text") }
        let text = names.compactMap { fields[$0]?.string }.joined(separator: " ")
        return String(text.prefix(Self.longestText))
    }

    /// Whether two texts differ, but by no more than half of the longer one.
    static func isReworded(_ first: String, _ second: String) -> Bool {
        let lengths = (first.utf8.count, second.utf8.count)
        guard lengths.0 > 0, lengths.1 > 0, first != second else { return false }
        return normalizedEditDistance(first, second) <= rewordDistance
    }
}

extension PersonaLockAudit {
    package static let guide = AuditGuide(
        readsFields: true,
        inputs: "live cases with `user`, what was shown, what was asked for (the outcome, else "
            + "what an answer was edited to, else the answer where it was accepted), the text, "
            + "events reworded, bypassed, abandoned",
        formula: """
            By week, over cases whose asked category is known: variety H/ln K of what was \
            surfaced and of what was asked, within users (who have five cases in the week; others \
            together), and C_KL = Σ p ln(p/q̃), q̃ = 0.99 q + 0.01 p, with p asked and q surfaced \
            (Steck's calibration). Rates of rewording (an event, or the same user's next request \
            within 120 s at a normalised edit distance in (0, ½]), bypassing, abandoning, and of \
            changing the answer. Trends by Mann and Kendall, slopes by Sen.
            """,
        limits: "\(leastWeeks) weeks of \(leastOfWeek) such cases; read 50 reworded pairs before "
            + "you believe their rate; weeks are taken for independent",
        thresholds: [level, fall])
}
