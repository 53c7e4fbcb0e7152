import Statistics
import Verdicts

extension VerdictPictures {
    private static let mostSlices = 16

    var slices: Picture? {
        let large = verdict.slices.filter { !$0.isTooSmall }
        guard !large.isEmpty else { return nil }
        let found = large.filter(\.isFound)
        let title =
            found.isEmpty
            ? "In no slice is a difference found"
            : "A difference is found in "
                + found.prefix(3).map { "\($0.field) \($0.value)" }.joined(separator: ", ")
                + (found.count > 3 ? " and \(found.count - 3) more" : "")
        let rows = large.prefix(Self.mostSlices).map { slice in
            IntervalPlot.Row(
                name: "\(slice.field) \(slice.value)",
                note: NumberText.counted(slice.pairs, "pair"),
                estimate: slice.difference.value * 100,
                low: slice.difference.interval.lower * 100,
                high: slice.difference.interval.upper * 100,
                style: slice.isFound ? "second" : "first")
        }
        let plot = IntervalPlot(
            title: title, rows: rows, reference: 0,
            axis: "points that the model is right more often (right) or less often (left)"
        ) { NumberText.decimal($0, decimals: 0) }
        let left = verdict.slices.count - rows.count
        return Picture(
            title: title, svg: plot.svg,
            note: "95% intervals, for one look; what is found holds at every look."
                + (left > 0
                    ? " \(NumberText.counted(left, "smaller slice")) not shown." : ""))
    }

    var sliceAgreement: Picture? {
        let shown = verdict.slices.compactMap { slice in slice.agreement.map { (slice, $0) } }
            .filter { !$0.0.isTooSmall }.sorted { $0.1.value < $1.1.value }
        guard shown.count > 1, let (least, agreement) = shown.first else { return nil }
        let title =
            "The paths agree least in \(least.field) \(least.value), "
            + "in \(NumberText.percent(agreement.value)) of cases"
        let plot = IntervalPlot(
            title: title,
            rows: shown.prefix(Self.mostSlices).map { slice, agreement in
                IntervalPlot.Row(
                    name: "\(slice.field) \(slice.value)",
                    note: NumberText.percent(agreement.value), estimate: agreement.value,
                    low: agreement.interval.lower, high: agreement.interval.upper, style: "first")
            }, reference: verdict.agreement?.raw.value,
            axis: "same answer from both, of the cases that both answered"
        ) { NumberText.percent($0) }
        return Picture(
            title: title, svg: plot.svg,
            note: "95% intervals; the line is the agreement over all. Agreement is no accuracy.")
    }
}
