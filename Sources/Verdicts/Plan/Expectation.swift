package import Decisions
import Statistics

/// What a challenger may be expected to bring, from the disagreement alone.
///
/// Of three disagreements it is taken to win two: 8 % of the cases against 4 %, say, where the
/// paths disagree in 12 %. Disagreement is an upper bound for discordance, as both may be wrong.
package struct Expectation: Hashable, Sendable {
    /// The share of cases in which the two would differ.
    package var disagreement: Double
    /// Whether that was seen in the log, rather than assumed.
    package var isSeen: Bool
    /// Dollars a case above the minimum worth having.
    package var effect: Double
    /// Standard deviation of a case's utility difference, in dollars.
    package var deviation: Double

    /// What is assumed where the log has nothing.
    package static let assumedDisagreement = 0.2
    /// The share of disagreements that the challenger is expected to win.
    package static let wins = 2.0 / 3

    /// Creates the expectation of a challenger whose difference must exceed `worthHaving`.
    package init(
        _ challenger: Challenger, _ tally: DisagreementTally, _ economics: Economics,
        question: Question, worthHaving: Double
    ) {
        let utility = CaseUtility(economics, question: question)
        var (total, sum, squares) = (0.0, 0.0, 0.0)
        func add(_ gain: Double, _ weight: Double) {
            sum += weight * gain
            squares += weight * gain * gain
        }
        func take(_ heuristic: Int, _ model: Int, _ count: Double) {
            let (won, lost) = utility.stakes(heuristic: heuristic, model: model)
            total += count
            add(won, count * Self.wins)
            add(lost, count * (1 - Self.wins))
        }
        tally.forEachDifference(challenger) { take($0, $1, Double($2)) }
        let seen = tally.share(challenger)
        isSeen = (seen ?? 0) > 0
        if !isSeen {
            for model in 0..<utility.options {
                let heuristic =
                    challenger == .cascade ? utility.abstained : (model + 1) % utility.options
                take(heuristic, model, 1)
            }
        }
        disagreement = isSeen ? seen ?? 0 : Self.assumedDisagreement
        let share = disagreement / max(total, 1)
        let mean = sum * share
        let spread = max(squares * share - mean * mean, 0).squareRoot()
        deviation = max(spread, 1e-9)
        // Where even that would not pay, the effect is one that it takes some 800 pairs to see.
        effect = mean - worthHaving > 0 ? mean - worthHaving : deviation / 10
    }
}

extension CaseUtility {
    /// What the model's answer brings over the heuristic's where the model is right, and where the
    /// heuristic is; where only one of them answered, it is that which is right or wrong.
    fileprivate func stakes(heuristic: Int, model: Int) -> (won: Double, lost: Double) {
        func other(than slot: Int) -> Int { slot < options ? (slot + 1) % options : 0 }
        func gain(_ truth: Int) -> Double {
            worth(truth: truth, slot: model) - worth(truth: truth, slot: heuristic)
        }
        return (
            gain(model < options ? model : other(than: heuristic)),
            gain(heuristic < options ? heuristic : other(than: model))
        )
    }
}
