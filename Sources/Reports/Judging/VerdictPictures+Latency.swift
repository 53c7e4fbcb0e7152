import Verdicts

extension VerdictPictures {
    var latency: Picture? {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        let curves = paths.enumerated().compactMap { index, path in
            path.latency.map {
                LatencyPlot.Curve(
                    name: path.name, style: index == 0 ? "first" : "second",
                    levels: $0.distribution)
            }
        }
        guard let slowest = paths.last(where: { $0.latency != nil }), let wait = slowest.latency
        else { return nil }
        let title =
            "95% of the \(slowest.name)'s answers take at most "
            + NumberText.duration(milliseconds: wait.p95) + (wait.isRecorded ? " (recorded)" : "")
        return Picture(
            title: title, svg: LatencyPlot(title: title, curves: curves).svg,
            note: "The share of answers (up) that are there after a wait (right, each step ten "
                + "times the one before).")
    }
}
