import Decisions
package import Evidence
import Statistics

extension AuditFinding {
    /// Makes what an earlier run found, as the log has it, with its day; `nil` for an audit or a
    /// status that this program does not know.
    ///
    /// `command` finds it again with all its figures.
    package init?(_ note: AuditNote, command: String) {
        guard let audit = AuditID(rawValue: note.audit), let status = Status(rawValue: note.status)
        else { return nil }
        let day = note.ranAt.description.prefix(10)
        self.init(audit, status, "\(note.sentence) (`assay audit` of \(day).)")
        question = note.question
        n = note.n
        measure = note.measure
        estimate = note.estimate
        if let low = note.low, let high = note.high, low <= high {
            interval = Interval(lower: low, upper: high)
        }
        if status == .fires || status == .watch { advice = "`\(command)` says what to do." }
    }

    /// Makes the finding of an audit whose data sets nobody has audited as they are.
    package static func notAudited(_ audit: AuditID, question: String?, command: String) -> Self {
        var finding = cannotTell(
            audit, "Its data sets have not been audited as they are now.",
            missing: [
                .init("an audit of data sets too large to be read here", how: "`\(command)`")
            ])
        finding.question = question
        return finding
    }
}
