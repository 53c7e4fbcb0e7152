import Statistics
import Verdicts

/// What each path did, cost and took, a column each.
struct PathTable {
    let verdict: Verdict

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        var table = TableText([""] + paths.map(\.name))
        for row in rows { table.append([row.title] + paths.map(row.cell)) }
        let labels = paths.filter { $0.label != $0.name }.map { "\($0.name): \($0.label)" }
        return table.lines(width: width)
            + (labels + paths.compactMap(failures)).flatMap {
                LabelledText.wrap($0, width: width)
            }
    }

    private typealias Row = (title: String, cell: (PathFigures) -> String)

    private var rows: [Row] {
        [
            ("cases asked", { NumberText.count($0.asked) }),
            ("answered", { NumberText.count($0.answered) }),
            ("abstained", { NumberText.count($0.abstained) }),
            ("failed", { NumberText.count($0.failed) }),
            ("skipped", { NumberText.count($0.skipped) }),
            ("shed by overload", { NumberText.count($0.shed) }),
            ("outcome known", { NumberText.count($0.judged) }),
        ] + effective + [
            ("right, of all", { Self.share($0.accuracy) }),
            ("answered, of all", { Self.share($0.coverage) }),
            ("right, of answered", { Self.share($0.accuracyWhenAnswered) }),
            ("cost in all", { Self.money($0.cost.total) }),
            ("cost of a call", { Self.money($0.cost.mean) }),
            ("cost of a right answer", { Self.money($0.cost.perCorrect) }),
            ("calls without a price", { NumberText.count($0.cost.unpriced) }),
            ("wait, half are faster", { Self.wait($0.latency?.p50, $0.latency) }),
            ("wait, 95% are faster", { Self.wait($0.latency?.p95, $0.latency) }),
            ("wait, 99% are faster", { Self.wait($0.latency?.p99, $0.latency) }),
            ("from a recording", { NumberText.tablePercent($0.recordedShare) }),
        ]
    }

    /// Shown where some labelled cases stand for more cases than others.
    private var effective: [Row] {
        guard [verdict.heuristic, verdict.model].contains(where: { $0?.effectiveJudged != nil })
        else { return [] }
        return [
            (
                "as many as, if drawn alike",
                { NumberText.count(Int(($0.effectiveJudged ?? Double($0.judged)).rounded())) }
            )
        ]
    }

    private func failures(_ path: PathFigures) -> String? {
        guard !path.failures.isEmpty else { return nil }
        let reasons = path.failures.map { "\(words($0.reason)) \(NumberText.count($0.count))" }
        return "\(path.name) failed: " + reasons.joined(separator: ", ")
    }

    private static func share(_ estimate: Estimate?) -> String {
        guard let estimate else { return "-" }
        let texts = VerdictDetail.shares(estimate)
        return "\(texts[0]) (\(texts[1]))"
    }

    private static func money(_ dollars: Double?) -> String {
        dollars.map(NumberText.money) ?? "unknown"
    }

    private static func wait(_ milliseconds: Double?, _ latency: LatencyFigures?) -> String {
        guard let milliseconds, let latency else { return "-" }
        return NumberText.duration(milliseconds: milliseconds)
            + (latency.isRecorded ? " (recorded)" : "")
    }
}
