import Statistics
import Verdicts

/// What could be learnt from the cases alone, beside the better path.
struct LearntText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        guard let learnt = verdict.learnt else { return [] }
        var table = TableText(["", "right", "95% interval", "points over `\(learnt.bestPath)`"])
        table.append(row("`\(learnt.bestPath)`, the better path", learnt.bestPathAccuracy))
        table.append(row("best three-level rule", learnt.rule.accuracy) + [lead(learnt.rule)])
        table.append(
            row("small trained classifier", learnt.classifier.accuracy)
                + [lead(learnt.classifier)])
        return table.lines(width: width)
            + sentences(learnt).flatMap { LabelledText.wrap($0, width: width) }
            + LabelledText.wrap("the rule in CEL: \(learnt.ruleText)", width: width)
    }

    private func row(_ name: String, _ accuracy: Estimate) -> [String] {
        [name] + VerdictDetail.shares(accuracy)
    }

    private func lead(_ figures: LearntBaselines.Figures) -> String {
        func points(_ share: Double) -> String { NumberText.decimal(100 * share, decimals: 1) }
        let interval = figures.lead.interval
        return "\(points(figures.lead.value)) (\(points(interval.lower)) to "
            + "\(points(interval.upper)))"
    }

    /// What the figures say, and what they rest on.
    private func sentences(_ learnt: LearntBaselines) -> [String] {
        let winners = [
            learnt.rule.wins ? "The best three-level rule" : nil,
            learnt.classifier.wins ? "The small trained classifier" : nil,
        ].compactMap(\.self)
        return winners.map {
            "\($0) is right more often than every path, whose abstentions count as not right; "
                + "weigh what its errors cost before asking a model."
        } + [
            "Over the later \(NumberText.counted(learnt.cases, "case")), each block of them "
                + "answered from what came before it; for one look, and outside the chance of "
                + "error that the claims share."
                + (learnt.share < 1
                    ? " From \(NumberText.percent(learnt.share)) of the cases, by a hash of their ids."
                    : "")
        ]
    }
}
