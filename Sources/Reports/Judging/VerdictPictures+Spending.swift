import Verdicts

extension VerdictPictures {
    var spending: Picture? {
        let line = verdict.timeLine
        let points = line.points.compactMap { point in
            point.spent.map { SpendingPlot.Point(at: point.at, dollars: $0) }
        }
        guard let last = points.last, last.dollars > 0 else { return nil }
        let title =
            NumberText.roundMoney(last.dollars) + " was paid for the model's calls"
            + (line.spentSinceDecided.map {
                $0 > 0 ? ", \(NumberText.roundMoney($0)) of it after the answer was known" : ""
            } ?? "")
        let plot = SpendingPlot(title: title, points: points, decided: line.decidedFirst?.at)
        return Picture(
            title: title, svg: plot.svg,
            note:
                "Dollars so far, of the \(verdict.hasUsers ? "users" : "cases") that the limits rest on"
                + (line.decidedFirst == nil ? "." : "; dashed: the day that it was decided."))
    }
}
