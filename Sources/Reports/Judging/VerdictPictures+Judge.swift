import Statistics
import Verdicts

extension VerdictPictures {
    /// The difference in accuracy with a judge's labels and without, and how good the judge is.
    var judge: Picture? {
        guard let figures = verdict.judge, let agreement = figures.agreement,
            let measure = figures.measures.first(where: { $0.kind == .accuracyDifference })
        else { return nil }
        let difference = measure.estimate
        let points = NumberText.decimal(abs(difference.value) * 100, decimals: 1)
        let title =
            difference.interval.contains(0)
            ? "With a judge's labels, which path is right more often is not told"
            : "With a judge's labels, the model is right \(points) points "
                + "\(difference.value > 0 ? "more" : "less") often"
        let labels = NumberText.count(figures.labelled)
        let rows = [
            row("with the judge", NumberText.count(figures.cases), difference, "first"),
            row("outcomes alone", labels, measure.withoutJudge, "second"),
        ]
        let plot = IntervalPlot(
            title: title, rows: rows, reference: 0,
            axis: "points that the model is right more often (right) or less often (left)"
        ) { NumberText.decimal($0, decimals: 0) }
        let kappa = agreement.kappa.map {
            ", kappa \(NumberText.decimal($0.value, decimals: 2)) ("
                + "\(NumberText.decimal($0.interval.lower, decimals: 2)) to "
                + "\(NumberText.decimal($0.interval.upper, decimals: 2)))"
        }
        return Picture(
            title: title, svg: plot.svg,
            note: "Cases at the right. The judge agrees with "
                + "\(NumberText.percent(agreement.raw.value)) of \(labels) known outcomes"
                + "\(kappa ?? ""). 95% intervals, for one look at a number of outcomes fixed ahead"
                + (figures.drawing == nil
                    ? ""
                    : ", drawn by the judge's doubt and counted by the inverse of their chances")
                + "; they decide nothing.")
    }

    private func row(
        _ name: String, _ note: String, _ estimate: Estimate, _ style: String
    ) -> IntervalPlot.Row {
        IntervalPlot.Row(
            name: name, note: note, estimate: estimate.value * 100,
            low: estimate.interval.lower * 100, high: estimate.interval.upper * 100, style: style)
    }
}
