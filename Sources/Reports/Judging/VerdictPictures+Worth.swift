import Verdicts

extension VerdictPictures {
    var sequence: Picture? {
        guard let claim = verdict.leadingClaim, !claim.isOfSplit else { return nil }
        let points = verdict.timeLine.points.compactMap { point in
            point.claims.first { $0.challenger == claim.challenger }.map {
                SequencePlot.Point(
                    units: point.units, estimate: $0.estimate, limits: $0.limits)
            }
        }
        guard points.contains(where: { $0.units > 0 }), let first = verdict.timeLine.points.first,
            let last = verdict.timeLine.points.last
        else { return nil }
        let title = sequenceTitle(claim)
        let plot = SequencePlot(
            title: title, points: points, worthHaving: claim.worthHaving,
            unit: verdict.hasUsers ? "users" : "cases",
            days: (NumberText.day(first.at), NumberText.day(last.at)))
        return Picture(
            title: title, svg: plot.svg,
            note: "Dollars a case that \(sentences.name(claim.challenger)) is worth more than the "
                + "heuristic: the average so far (line) and limits that hold at every look (band), "
                + "which err with a chance of at most \(NumberText.percent(claim.alpha)).")
    }

    private func sequenceTitle(_ claim: Claim) -> String {
        let who = sentences.name(claim.challenger).capitalizedFirst
        let isDecided = claim.isProvedBetter || claim.isProvedShort
        guard isDecided else {
            return "The limits still lie on both sides of what is worth having"
        }
        let since =
            verdict.timeLine.decidedFirst.map { " since \(NumberText.day($0.at))" } ?? ""
        return claim.isProvedBetter
            ? "\(who) is proved to be worth it\(since)"
            : "\(who) is proved not to be worth it\(since)"
    }

    var worth: Picture? {
        let paths = [verdict.heuristic] + (verdict.model.map { [$0] } ?? [])
        guard paths.contains(where: { $0.utility != nil }) else { return nil }
        let parts: [(String, (UtilityFigures) -> Double?)] = [
            ("right answers", { $0.correct }), ("wrong answers", { $0.wrong }),
            ("cases left open", { $0.abstained }), ("outages", { $0.failed }),
            ("price of calls", { $0.price }), ("waiting", { $0.waiting }),
            ("in all", { $0.total }),
        ]
        let rows = parts.map { name, value in
            WorthPlot.Part(name: name, values: paths.map { $0.utility.flatMap(value) })
        }
        let title = worthTitle
        let plot = WorthPlot(title: title, paths: paths.map(\.name), parts: rows)
        return Picture(
            title: title, svg: plot.svg,
            note:
                "Dollars a case with a known outcome; what a path earns lies to the right, what it "
                + "costs to the left.")
    }

    private var worthTitle: String {
        let parts = EconomicsSentences(verdict).parts
        guard let first = parts.first, first.difference != 0 else {
            return "What a case is worth by each path"
        }
        let better = first.difference > 0 ? "the model" : "the heuristic"
        return "\(first.name.capitalizedFirst) weighed most, in favour of \(better)"
    }
}
