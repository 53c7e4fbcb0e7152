import Statistics
import Verdicts

extension VerdictPictures {
    var accuracy: Picture? {
        var rows: [IntervalPlot.Row] = []
        func row(_ name: String, _ estimate: Estimate, _ style: String) {
            rows.append(
                IntervalPlot.Row(
                    name: name, note: NumberText.percent(estimate.value),
                    estimate: estimate.value, low: estimate.interval.lower,
                    high: estimate.interval.upper, style: style))
        }
        if let accuracy = verdict.heuristic.accuracy {
            row(verdict.heuristic.name, accuracy, "first")
        }
        if let model = verdict.model, let accuracy = model.accuracy {
            row(model.name, accuracy, "second")
        }
        if let cascade = verdict.claim(of: .cascade), !cascade.isEmpty,
            let accuracy = cascade.accuracy
        {
            row(Self.together, accuracy, "second")
        }
        guard !rows.isEmpty, let baselines = verdict.baselines else { return nil }
        let title = accuracyTitle(rows, baselines)
        rows.append(
            IntervalPlot.Row(
                name: "most frequent so far",
                note: NumberText.percent(baselines.majorityAccuracy),
                estimate: baselines.majorityAccuracy, low: baselines.majorityAccuracy,
                high: baselines.majorityAccuracy, style: "quiet"))
        let plot = IntervalPlot(
            title: title, rows: rows, axis: "right answers, of all cases with a known outcome"
        ) { NumberText.percent($0) }
        return Picture(
            title: title, svg: plot.svg,
            note: "95% intervals. Cases left open and outages are not right.")
    }

    private func accuracyTitle(_ rows: [IntervalPlot.Row], _ baselines: BaselineFigures) -> String {
        let beaten = rows.filter { $0.estimate <= baselines.majorityAccuracy }.map { name($0.name) }
        let all =
            switch rows.count {
            case 1: "The heuristic beats"
            case 2: "Both beat"
            default: "All beat"
            }
        return beaten.isEmpty
            ? "\(all) the most frequent answer, which is right in "
                + NumberText.percent(baselines.majorityAccuracy)
            : "The most frequent answer is right at least as often as "
                + beaten.joined(separator: " and ")
    }

    private func name(_ row: String) -> String {
        row == Self.together ? "the two together" : "the \(row)"
    }

    private static let together = "heuristic, then model"
}
