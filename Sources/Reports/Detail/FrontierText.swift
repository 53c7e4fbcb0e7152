import Statistics
import Verdicts

/// What the heuristic and the model reach together, as a table, and how to switch it on.
struct FrontierText {
    private let verdict: Verdict
    private static let mostRows = 12

    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    func lines(width: Int) -> [String] {
        guard let frontier = verdict.frontier else { return [] }
        var table = TableText(
            ["model asked", "cases", "right", "95% interval", "$ a case", "mean wait", "p95"],
            alignments: [.left, .right, .right, .left, .right, .right, .right])
        let best = Array(frontier.points.filter(\.isOnFrontier).prefix(Self.mostRows))
        let shown = best.contains(frontier.recommended) ? best : best + [frontier.recommended]
        // Shares of the later cases need not rise as those of the earlier ones do.
        for point in shown.sorted(by: { $0.askedShare < $1.askedShare }) {
            table.append(row(point))
        }
        return table.lines(width: width)
            + sentences(frontier).flatMap { LabelledText.wrap($0, width: width) }
            + switchingOn.map { "  " + $0 }
    }

    private func row(_ point: FrontierPoint) -> [String] {
        [
            name(point.setting), NumberText.tablePercent(point.askedShare),
            NumberText.tablePercent(point.accuracy.value),
            "\(NumberText.tablePercent(point.accuracy.interval.lower)) to "
                + NumberText.tablePercent(point.accuracy.interval.upper),
            point.cost.map(NumberText.money) ?? "unknown",
            NumberText.duration(milliseconds: point.meanSeconds * 1000),
            NumberText.duration(milliseconds: point.p95Seconds * 1000),
        ]
    }

    private func name(_ setting: FrontierPoint.Setting) -> String {
        switch setting {
        case .heuristicAlone: "never"
        case .whereUnanswered: "where the rules have no answer"
        case .confidence(let below): "or one stated below \(below)"
        case .precision(let below): "or by a rule measured below \(below)"
        case .modelAlone: "always"
        }
    }

    private func asked(_ setting: FrontierPoint.Setting) -> String {
        switch setting {
        case .heuristicAlone: "is never asked"
        case .whereUnanswered: "is asked where the rules have no answer"
        case .confidence(let below): "is asked where the rules state less than \(below)"
        case .precision(let below):
            "is asked where the rule that answers is right in under \(below)"
        case .modelAlone: "is always asked"
        }
    }

    private func sentences(_ frontier: CascadeFrontier) -> [String] {
        let best = frontier.recommended
        let least = worthHaving > 0 ? ", what a change must bring taken off" : ""
        var sentences = [
            "Thresholds and choice are from the earlier \(NumberText.count(frontier.pastCases)) "
                + "cases, figures from the later \(NumberText.count(frontier.laterCases)); they are "
                + "for one look, and decide nothing.",
            "Worth most on the earlier cases\(least): the model \(asked(best.setting)). Promised "
                + "\(NumberText.percent(best.promisedAccuracy)) right, later "
                + "\(NumberText.percent(best.accuracy.value)).",
        ]
        if let gain = best.utilityGain, best.setting != .heuristicAlone {
            sentences.append(self.gain(gain, isAtPriceZero: best.cost == nil))
        }
        if let mostRight { sentences.append(mostRight) }
        if let gap = frontier.averageGapRecovered {
            sentences.append(
                "Of the gap in accuracy, \(NumberText.percent(gap)) is recovered over all shares of "
                    + "calls (APGR); "
                    + "half of it by asking in \(share(frontier.callShareForHalf)) of the cases, "
                    + "80% in \(share(frontier.callShareForMost)).")
        }
        if frontier.share < 1 {
            sentences.append(
                "counted over \(NumberText.percent(frontier.share)) of the cases, by a hash of "
                    + "their numbers")
        }
        if case .precision = best.setting {
            sentences.append(
                "Give the rules `confidence: measured`, run `assay calibrate \(verdict.arguments)`, "
                    + "and put it in charge in feature.yaml:")
        } else {
            sentences.append("What puts it in charge, in feature.yaml:")
        }
        return sentences
    }

    private func gain(_ gain: Estimate, isAtPriceZero: Bool) -> String {
        let limits = gain.interval
        return "Against the heuristic alone \(NumberText.money(gain.value)) a case (95% interval "
            + "\(NumberText.money(limits.lower)) to \(NumberText.money(limits.upper))"
            + (isAtPriceZero ? ", as if calls were free" : "") + "): \(finding(limits))."
    }

    /// Why the point that promised most right answers is not the one worth most; nil where it is.
    var mostRight: String? {
        guard let frontier = verdict.frontier,
            let point = frontier.points.max(by: { $0.promisedAccuracy < $1.promisedAccuracy }),
            point.promisedAccuracy > frontier.recommended.promisedAccuracy,
            let gain = point.utilityGain
        else { return nil }
        let asked = point.setting == .modelAlone ? Challenger.model : .cascade
        let least = verdict.claim(of: asked)?.worthHaving ?? 0
        let lack = least > 0 ? "; \(NumberText.money(least)) must be exceeded" : ""
        return
            "Most right answers were promised by asking in \(NumberText.percent(point.askedShare)) "
            + "of the cases (later \(NumberText.percent(point.accuracy.value)) right), but that is "
            + "worth \(NumberText.money(gain.value)) a case against the heuristic alone (95% interval "
            + "\(NumberText.money(gain.interval.lower)) to \(NumberText.money(gain.interval.upper))"
            + (point.cost == nil ? ", as if calls were free" : "") + "\(lack))."
    }

    private func finding(_ limits: Interval) -> String {
        if limits.lower > worthHaving { return "the later cases bear it out" }
        if limits.lower > 0 {
            return "better than the heuristic alone, but not surely by the "
                + "\(NumberText.money(worthHaving)) that a change must bring"
        }
        return limits.upper < 0
            ? "the later cases speak against it"
            : "the later cases do not tell it from the heuristic alone"
    }

    /// What the recommended point must bring, in dollars a case.
    private var worthHaving: Double {
        let isModel = verdict.frontier?.recommended.setting == .modelAlone
        return verdict.claim(of: isModel ? .model : .cascade)?.worthHaving ?? 0
    }

    private func share(_ share: Double?) -> String { share.map(NumberText.percent) ?? "none" }

    /// The lines of `feature.yaml` that put the recommended point in charge.
    var switchingOn: [String] {
        guard let setting = verdict.frontier?.recommended.setting, let model = verdict.model else {
            return []
        }
        return switch setting {
        case .heuristicAlone: ["in_charge: \(verdict.heuristic.name)"]
        case .whereUnanswered: ["in_charge: cascade", "cascade: { model: \(model.name) }"]
        case .confidence(let below), .precision(let below):
            ["in_charge: cascade", "cascade: { model: \(model.name), below: \(below) }"]
        case .modelAlone: ["in_charge: \(model.name)"]
        }
    }
}
