import Decisions
package import Verdicts

/// Verdicts as documents: of a feature's questions, or of all features of a folder.
package struct VerdictReport {
    let verdicts: [Verdict]
    let title: String
    /// Whether an overview of all stands above the first.
    var isOfMany: Bool { verdicts.count > 1 }

    /// Those after these get their sentences and tables, but no pictures: a document stays small.
    static let mostIllustrated = 10

    package init(_ verdicts: [Verdict]) {
        self.verdicts = verdicts
        let features = Set(verdicts.map(\.feature))
        title =
            switch (verdicts.count, features.count) {
            case (1, _): VerdictSentences(verdicts[0]).title
            case (_, 1):
                "\(verdicts[0].feature): \(NumberText.counted(verdicts.count, "question"))"
            default:
                "\(NumberText.counted(features.count, "feature")), "
                    + NumberText.counted(verdicts.count, "verdict")
            }
    }

    static func sentences(_ verdict: Verdict) -> [(heading: String, text: String)] {
        let sentences = VerdictSentences(verdict)
        return [
            ("Decision", sentences.decision), ("Worth a year", sentences.worth),
            ("Worst risk", sentences.risk), ("What would flip it", sentences.flip),
            ("Look again", sentences.review),
        ]
    }

    static func subtitle(_ verdict: Verdict) -> String {
        let plan =
            (verdict.plan.map { "plan \($0.short)" } ?? "no plan frozen")
            + (verdict.line > 1 ? ", line of evidence \(verdict.line)" : "")
        return "\(NumberText.day(verdict.decidedAt)) · "
            + "\(NumberText.counted(verdict.counts.cases, "case")), "
            + "\(NumberText.count(verdict.counts.outcomes)) with a known outcome · \(plan) · "
            + "\(verdict.inCharge) in charge"
    }

    static func details(_ verdict: Verdict, isBrief: Bool = false) -> String {
        VerdictDetail(verdict, style: ANSIStyle(isColored: false), width: 100, isBrief: isBrief)
            .lines.dropFirst().joined(separator: "\n")
    }
}
