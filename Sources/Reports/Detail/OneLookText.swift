import Statistics
import Verdicts

/// What textbooks would say of a challenger's worth at one look that was planned.
struct OneLookText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        let looks = verdict.oneLooks.compactMap { look in look.figures().map { (look, $0) } }
        guard let first = looks.first?.0 else { return [] }
        var table = TableText(["", "estimate", "95%, Student", "95%, BCa", "sign flips", "TOST"])
        for (look, figures) in looks {
            table.append([
                look.challenger.rawValue, NumberText.money(figures.mean.value),
                VerdictDetail.money(figures.mean.interval),
                figures.bootstrap.map(VerdictDetail.money) ?? "-",
                "p \(VerdictDetail.probability(figures.signFlipP))",
                figures.equivalenceP.map { "p \(VerdictDetail.probability($0))" } ?? "-",
            ])
        }
        let sample =
            first.share < 1
            ? ", a sample by a fixed hash (\(NumberText.percent(first.share)) of all)" : ""
        let note =
            "over \(NumberText.counted(first.differences.count, "case"))\(sample); each is valid for "
            + "ONE planned look and decides nothing here. TOST: whether the mean lies within what is "
            + "worth having, either way."
        return table.lines(width: width) + LabelledText.wrap(note, width: width)
    }
}
