import Statistics
import Verdicts

extension VerdictPictures {
    var reliability: Picture? {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        let stated = paths.enumerated().compactMap { index, path in
            path.stated.map { (index: index, name: path.name, figures: $0) }
        }
        // The picture of a path that always states the same has one point; the table says it all.
        guard let first = stated.first,
            stated.contains(where: { $0.figures.curve.points.count > 1 })
        else { return nil }
        let title = stated.map { ConfidenceText.finding($0.name, $0.figures) }
            .joined(separator: "; ").capitalizedFirst
        let plot = ReliabilityPlot(
            title: title,
            curves: stated.map {
                ReliabilityPlot.Curve(
                    name: $0.name, style: $0.index == 0 ? "first" : "second",
                    isSquare: $0.index > 0, points: $0.figures.curve.points)
            })
        let share = first.figures.share
        return Picture(
            title: title, svg: plot.svg,
            note:
                "Right answers (up) among those stated about so probable (right), in bins of about "
                + "equally many, with 95% intervals; below the dashes a path is too sure."
                + (share < 1
                    ? " From \(NumberText.percent(share)) of the cases, by a hash of their numbers."
                    : ""))
    }
}
