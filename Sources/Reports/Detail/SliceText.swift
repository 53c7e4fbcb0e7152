import Statistics
import Verdicts

/// The model's lead by slice, as a table.
struct SliceText {
    private let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    private static let mostRows = 20

    func lines(width: Int) -> [String] {
        guard !verdict.slices.isEmpty else { return [] }
        var table = TableText(
            ["slice", "pairs", "points", "95% interval", "found"],
            alignments: [.left, .right, .right, .left, .left])
        for slice in verdict.slices.prefix(Self.mostRows) { table.append(row(slice)) }
        return table.lines(width: width) + notes.flatMap { LabelledText.wrap($0, width: width) }
    }

    private func row(_ slice: SliceFigures) -> [String] {
        let name = "\(slice.field) \(slice.value)"
        guard !slice.isTooSmall else {
            return [name, NumberText.count(slice.pairs), "", "too few"]
        }
        func points(_ share: Double) -> String { NumberText.decimal(100 * share, decimals: 2) }
        let interval = slice.difference.interval
        let found =
            switch (slice.isFound, slice.adjustedP) {
            case (true, let p?): "yes, promised, p \(NumberText.decimal(p, decimals: 4))"
            case (true, nil): "yes, by exploring"
            case (false, _): slice.isPromised ? "no, promised" : "no"
            }
        return [
            name, NumberText.count(slice.pairs), points(slice.difference.value),
            "\(points(interval.lower)) to \(points(interval.upper))", found,
        ]
    }

    private var notes: [String] {
        let left = verdict.slices.count - Self.mostRows
        return [
            left > 0
                ? "\(NumberText.counted(left, "smaller slice", "smaller slices")) not shown" : nil,
            verdict.slicedShare < 1
                ? "counted over \(NumberText.percent(verdict.slicedShare)) of the cases, by a hash of "
                    + "their numbers" : nil,
            "found: of promised slices by Holm at 5%, of others by e-BH at 10%, at any look while the "
                + "effect is steady; intervals are for one look",
        ].compactMap(\.self)
    }
}
