import Decisions
import Statistics
import Verdicts

/// What the decision map says, and what it rests on.
struct MapSentences {
    private let verdict: Verdict
    private let map: DecisionMap

    init?(_ verdict: Verdict) {
        guard let map = verdict.map else { return nil }
        self.verdict = verdict
        self.map = map
    }

    /// A region's name.
    static func name(_ decision: Verdict.Decision) -> String {
        switch decision {
        case .heuristicStays: "heuristic stays"
        case .modelEarns: "model earns"
        case .cascadeEarns: "cascade earns"
        case .notYetKnown: "not yet known"
        }
    }

    /// How far the user's point is from the border, without a full stop.
    var finding: String {
        guard let border = map.border else {
            return "Whatever an error costs, from a hundredth to a hundred times as much: "
                + here(map.here)
        }
        return border.factor > 1
            ? "An error would have to cost \(Self.times(border.factor)) times as much for "
                + beyond(border.decision)
            : "An error would have to cost only \(NumberText.percent(border.factor)) of what is "
                + "declared for \(beyond(border.decision))"
    }

    /// Whether doubt about the cost and the volume leaves room for another decision.
    var doubt: String {
        let errors =
            map.doubt.wrong.map {
                "an error costs \(NumberText.money($0.lowerBound)) to "
                    + NumberText.money($0.upperBound)
            } ?? "errors cost half to twice as much"
        let cases =
            map.doubt.casesPerYear.map {
                "\(NumberText.roundCount(Int($0.lowerBound))) to "
                    + "\(NumberText.roundCount(Int($0.upperBound))) cases a year"
            } ?? "half to twice as many cases a year"
        let ranges = "\(errors), with \(cases)"
        return map.isSettledInRange
            ? "The verdict is the same wherever \(ranges)."
            : "The verdict is not the same wherever \(ranges): agree on what an error costs first."
    }

    /// What the picture leaves open.
    var cautions: [String] {
        var cautions: [String] = []
        if !map.dependsOnVolume {
            cautions.append("The volume plays no part, as no difference in upkeep is declared.")
        }
        if case .log = verdict.volume?.source {
            cautions.append(
                "The volume is the log's pace; the verdict takes no share of the upkeep from it.")
        }
        if map.leavesPlanOut {
            cautions.append(
                "The plan's bets are left out here, so that the verdict itself may know a little more."
            )
        }
        if map.here != verdict.decision {
            cautions.append(
                "At the declared cost the map says \(Self.name(map.here)), the verdict "
                    + "\(Self.name(verdict.decision)).")
        }
        return cautions
    }

    static func times(_ factor: Double) -> String {
        NumberText.decimal(factor, decimals: factor < 10 ? factor < 1.1 ? 2 : 1 : 0)
    }

    private func here(_ decision: Verdict.Decision) -> String {
        switch decision {
        case .heuristicStays: "the heuristic stays"
        case .modelEarns: "the model earns its place"
        case .cascadeEarns: "the cascade earns its place"
        case .notYetKnown: "it is not yet known who earns the place"
        }
    }

    private func beyond(_ decision: Verdict.Decision) -> String {
        switch decision {
        case .heuristicStays: "the heuristic to be sure to stay"
        case .modelEarns: "the model to earn its place"
        case .cascadeEarns: "the cascade to earn its place"
        case .notYetKnown: "it to be open again who earns the place"
        }
    }
}

extension Verdict.Decision {
    /// Its letter in the rows of the map.
    var letter: String {
        switch self {
        case .heuristicStays: "h"
        case .modelEarns: "m"
        case .cascadeEarns: "c"
        case .notYetKnown: "."
        }
    }
}
