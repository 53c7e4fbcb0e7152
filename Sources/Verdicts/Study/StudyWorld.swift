import Decisions
import Evidence
import Statistics

/// What two paths do in a case whose truth is known, and with what chance.
struct StudyWorld: Sendable {
    enum Reply: Sendable {
        case right, wrong, abstains, fails
    }

    /// The chances add up to 1.
    var outcomes: [(chance: Double, heuristic: Reply, model: Reply)]

    /// Both answer and one in ten is wrong of both; the model wins and loses so many cases alone.
    init(wins: Double, losses: Double) {
        outcomes = [
            (wins, .wrong, .right), (losses, .right, .wrong), (0.1, .wrong, .wrong),
            (0.9 - wins - losses, .right, .right),
        ]
    }

    init(_ outcomes: [(chance: Double, heuristic: Reply, model: Reply)]) {
        self.outcomes = outcomes
    }

    /// The heuristic abstains in `share` of the cases, in which the model is right so often that
    /// asking it brings nothing; in the others they are as here.
    func abstaining(_ share: Double) -> StudyWorld {
        let right = 1 - Self.costOfAbstaining
        return StudyWorld(
            outcomes.map { ($0.chance * (1 - share), $0.heuristic, $0.model) } + [
                (share * right, .abstains, .right), (share * (1 - right), .abstains, .wrong),
            ])
    }

    /// An error and a failure cost a dollar.
    static let costOfAbstaining = 0.4

    private static func worth(_ reply: Reply) -> Double {
        switch reply {
        case .right: 0
        case .wrong, .fails: -1
        case .abstains: -costOfAbstaining
        }
    }

    /// What the model is worth more than the heuristic in a case.
    static func gain(_ replies: (heuristic: Reply, model: Reply)) -> Double {
        worth(replies.model) - worth(replies.heuristic)
    }

    /// The average utility difference of a challenger to the heuristic, in dollars a case.
    func mean(_ challenger: Challenger) -> Double { moment(challenger) { $0 } }

    /// The standard deviation of that difference.
    func deviation(_ challenger: Challenger) -> Double {
        let mean = mean(challenger)
        return (moment(challenger) { $0 * $0 } - mean * mean).squareRoot()
    }

    /// Returns the pairs that one look at the model needs at 80 % power, unrounded.
    ///
    /// Connor (1987) with second moments in place of discordance, which is the same where every
    /// error costs a dollar: (z_{α/2} √E[d²] + z_β σ)²/δ².
    func pairsAtOneLook(alpha: Double) -> Double {
        let root =
            -Normal.quantile(alpha / 2) * moment(.model) { $0 * $0 }.squareRoot()
            + Normal.quantile(0.8) * deviation(.model)
        let ratio = root / mean(.model)
        return ratio * ratio
    }

    private func moment(_ challenger: Challenger, _ power: (Double) -> Double) -> Double {
        outcomes.reduce(0) { sum, outcome in
            let isAsked = challenger == .model || outcome.heuristic == .abstains
            let gain = Self.gain((outcome.heuristic, outcome.model))
            return isAsked ? sum + outcome.chance * power(gain) : sum
        }
    }

    func draw(_ generator: inout SeededGenerator) -> (heuristic: Reply, model: Reply) {
        var rest = Double.random(in: 0..<1, using: &generator)
        for outcome in outcomes {
            rest -= outcome.chance
            if rest < 0 { return (outcome.heuristic, outcome.model) }
        }
        return (outcomes[0].heuristic, outcomes[0].model)
    }
}
