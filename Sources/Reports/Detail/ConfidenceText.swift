import Statistics
import Verdicts

/// Whether the paths are right as often as they say.
struct ConfidenceText {
    private let paths: [(name: String, stated: StatedConfidence)]

    init(_ verdict: Verdict) {
        let all = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        paths = all.compactMap { path in path.stated.map { (path.name, $0) } }
    }

    func lines(width: Int) -> [String] {
        guard !paths.isEmpty else { return [] }
        var table = TableText([""] + paths.map(\.name))
        func row(_ name: String, _ cell: (StatedConfidence) -> String?) {
            let cells = paths.map { cell($0.stated) }
            guard cells.contains(where: { $0 != nil }) else { return }
            table.append([name] + cells.map { $0 ?? "" })
        }
        row("answers with a probability") { NumberText.count($0.cases) }
        row("stated on average") { NumberText.tablePercent($0.stated) }
        row("right") { NumberText.tablePercent($0.accuracy.value) }
        row("  95% interval") { VerdictDetail.shares($0.accuracy)[1] }
        row("calibration error") { Self.decimal($0.curve.calibrationError) }
        row("  by chance alone, about") { Self.decimal($0.curve.errorByChance) }
        row("  in ten bins of equal width") { Self.decimal($0.equalWidthError) }
        row("Brier score") { Self.decimal($0.brier) }
        row("  reliability (0 is best)") { Self.decimal($0.curve.reliability) }
        row("  resolution (more is better)") { Self.decimal($0.curve.resolution) }
        row("  uncertainty of the outcomes") { Self.decimal($0.curve.uncertainty) }
        return table.lines(width: width)
            + sentences.flatMap { LabelledText.wrap($0, width: width) }
    }

    /// What is found of each path, what a fitted curve would bring, and what the figures rest on.
    private var sentences: [String] {
        guard let first = paths.first?.stated else { return [] }
        let bins = paths.map { NumberText.count($0.stated.curve.points.count) }
        return paths.flatMap { path in
            [Self.finding(path.name, path.stated).capitalizedFirst + "."]
                + (path.stated.recalibration.map { [Self.sentence(path.name, $0)] } ?? [])
        } + [
            "What is judged is the probability of the answer that was given; in "
                + "\(Set(bins).count == 1 ? bins[0] : bins.joined(separator: " and ")) bins of "
                + "about equally many answers."
                + (first.share < 1
                    ? " From \(NumberText.percent(first.share)) of the cases, by a hash of their "
                        + "numbers." : "")
        ]
    }

    /// The finding on a path, without a full stop.
    static func finding(_ path: String, _ stated: StatedConfidence) -> String {
        let figures =
            "states \(NumberText.percent(stated.stated)) on average and is right in "
            + NumberText.percent(stated.accuracy.value)
        return switch stated.finding {
        case .overconfident: "\(path) \(figures): too sure of itself"
        case .underconfident: "\(path) \(figures): surer than it says"
        case .uneven(let bins):
            "\(path) is as sure as it should be on average, but not in \(bins) of "
                + NumberText.counted(stated.curve.points.count, "bin")
        case .nothingFound: "\(path) is about as often right as it says"
        }
    }

    private static func sentence(
        _ path: String, _ mended: StatedConfidence.Recalibration
    ) -> String {
        let limits = mended.gain.interval
        let finding =
            if limits.lower > 0 { "later cases bear it out" } else if limits.upper < 0 {
                "later cases speak against it"
            } else { "later cases do not tell whether it helps" }
        return
            "For `\(path)`, an isotonic curve fitted to the cases before moves the Brier score of "
            + "the later \(NumberText.count(mended.cases)) from \(decimal(mended.brier.stated)) to "
            + "\(decimal(mended.brier.recalibrated)) (lower by \(decimal(mended.gain.value)), 95% "
            + "interval \(decimal(limits.lower)) to \(decimal(limits.upper))), and their calibration "
            + "error from \(decimal(mended.calibrationError.stated)) to "
            + "\(decimal(mended.calibrationError.recalibrated)): \(finding)."
    }

    private static func decimal(_ value: Double) -> String {
        NumberText.decimal(value, decimals: 3)
    }
}
