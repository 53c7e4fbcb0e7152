import Statistics
import Verdicts

extension VerdictPictures {
    var frontier: Picture? {
        guard let frontier = verdict.frontier else { return nil }
        let isPriced = frontier.points.allSatisfy { $0.cost != nil }
        let marks = frontier.points.map { point in
            FrontierMark(
                name: name(point, frontier), accuracy: point.accuracy,
                effort: isPriced ? point.cost ?? 0 : point.askedShare,
                isOnFrontier: point.isOnFrontier,
                isRecommended: point.setting == frontier.recommended.setting)
        }
        let best = frontier.recommended
        let title =
            switch best.setting {
            case .heuristicAlone: "By the earlier cases, the model is best never asked"
            case .modelAlone: "By the earlier cases, the model is best always asked"
            default:
                "By the earlier cases, the model is best asked in "
                    + "\(NumberText.percent(best.askedShare)) of cases"
            }
        let plot = FrontierPlot(
            title: title, marks: marks,
            axis: isPriced
                ? "dollars of calls a case" : "share of cases in which the model is asked"
        ) { isPriced ? $0 == 0 ? "$0" : NumberText.roundMoney($0) : NumberText.percent($0) }
        return Picture(
            title: title, svg: plot.svg,
            note:
                "Right answers (up), on the later \(NumberText.count(frontier.laterCases)) cases, "
                + "for each threshold that the earlier \(NumberText.count(frontier.pastCases)) gave; "
                + "ringed: what was worth most on the earlier ones, there promised "
                + "\(NumberText.percent(best.promisedAccuracy)); it waits "
                + "\(NumberText.duration(milliseconds: best.meanSeconds * 1000)) on average. "
                + "Grey: beaten in accuracy, price and wait."
                + (FrontierText(verdict).mostRight.map { " " + $0 } ?? ""))
    }

    /// Names for the ends and the choice; between them the line speaks.
    private func name(_ point: FrontierPoint, _ frontier: CascadeFrontier) -> String? {
        switch point.setting {
        case .heuristicAlone: verdict.heuristic.name
        case .modelAlone: verdict.model?.name
        case frontier.recommended.setting:
            "\(verdict.heuristic.name), then \(verdict.model?.name ?? "model")"
        default: nil
        }
    }
}
