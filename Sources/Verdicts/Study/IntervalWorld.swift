import Decisions
import Evidence
import Statistics

/// What two paths do, how often the first option is true, and what follows for each figure.
struct IntervalWorld: Sendable {
    let world: StudyWorld
    /// How often the first option is true, whatever the paths do.
    let firstIsTrue: Double

    static let usual = IntervalWorld(
        world: StudyWorld([
            (0.6, .right, .right), (0.05, .right, .wrong), (0.09, .wrong, .right),
            (0.06, .wrong, .wrong), (0.1, .abstains, .right), (0.03, .abstains, .wrong),
            (0.01, .abstains, .fails), (0.03, .right, .fails), (0.01, .wrong, .fails),
            (0.02, .right, .abstains),
        ]),
        firstIsTrue: 0.7)

    static let rareErrors = IntervalWorld(
        world: StudyWorld([
            (0.955, .right, .right), (0.02, .right, .wrong), (0.015, .wrong, .right),
            (0.01, .wrong, .wrong),
        ]),
        firstIsTrue: 0.9)

    /// Draws a line of evidence of that many cases.
    func line(_ cases: Int, _ generator: inout SeededGenerator) -> StudyLine {
        var line = StudyLine(challengers: Challenger.allCases)
        for _ in 0..<cases {
            let replies = world.draw(&generator)
            let truth = Double.random(in: 0..<1, using: &generator) < firstIsTrue ? 0 : 1
            line.append(
                replies,
                StudyLine.Details(heuristic: replies.heuristic == .wrong ? 1 - truth : truth))
        }
        return line
    }

    func share(_ isMeant: (_ heuristic: StudyWorld.Reply, _ model: StudyWorld.Reply) -> Bool)
        -> Double
    {
        world.outcomes.reduce(0) { isMeant($1.heuristic, $1.model) ? $0 + $1.chance : $0 }
    }

    /// Those that may differ from the heuristic.
    var challengers: [Challenger] {
        share { first, _ in first == .abstains } > 0 ? Challenger.allCases : [.model]
    }

    /// Model minus heuristic.
    var difference: Double { share { $1 == .right } - share { first, _ in first == .right } }

    /// Right answers of the cascade.
    var cascadeAccuracy: Double {
        share { $0 == .right || (!Self.isAnswered($0) && $1 == .right) }
    }

    /// The price of a call at which a challenger is worth just what the heuristic is.
    func breakEvenPrice(_ challenger: Challenger) -> Double {
        let asked = challenger == .model ? 1 : share { first, _ in !Self.isAnswered(first) }
        return world.mean(challenger) / asked
    }

    static func isAnswered(_ reply: StudyWorld.Reply) -> Bool {
        reply == .right || reply == .wrong
    }

    /// Raw agreement, Gwet's AC1 and Cohen's κ of the cases that both answer.
    var agreement: (raw: Double, ac1: Double, kappa: Double) {
        let both = share { Self.isAnswered($0) && Self.isAnswered($1) }
        func first(_ reply: StudyWorld.Reply, _ model: StudyWorld.Reply) -> (Double, Double) {
            let (q, r) = (firstIsTrue, 1 - firstIsTrue)
            return (reply == .right ? q : r, model == .right ? q : r)
        }
        var (raw, heuristic, model) = (0.0, 0.0, 0.0)
        for outcome in world.outcomes
        where Self.isAnswered(outcome.heuristic) && Self.isAnswered(outcome.model) {
            let weight = outcome.chance / both
            let (h, m) = first(outcome.heuristic, outcome.model)
            if outcome.heuristic == outcome.model { raw += weight }
            heuristic += weight * h
            model += weight * m
        }
        let byChance = heuristic * model + (1 - heuristic) * (1 - model)
        let mean = (heuristic + model) / 2
        let gwet = 2 * mean * (1 - mean)
        return (raw, (raw - gwet) / (1 - gwet), (raw - byChance) / (1 - byChance))
    }
}
