import Decisions

/// What a path's answers were worth a case, in US dollars, over the cases with an outcome.
///
/// Every part counts for the path: what it earns is positive, what it costs negative.
package struct UtilityFigures: Hashable, Sendable {
    /// Right answers.
    package var correct: Double
    /// Wrong answers.
    package var wrong: Double
    package var abstained: Double
    package var failed: Double
    /// Calls; nil where their price is unknown.
    package var price: Double?
    /// The time that the caller waited.
    package var waiting: Double

    /// All parts together; nil where the price is unknown.
    package var total: Double? {
        price.map { correct + wrong + abstained + failed + $0 + waiting }
    }
}

extension UtilityFigures {
    /// Creates the figures of a path; nil without a case with an outcome.
    ///
    /// A call without a price is taken to cost what the others do, as far as there are any.
    init?(_ tally: PathTally, _ economics: Economics, question: Question, isFree: Bool) {
        guard tally.judged > 0 else { return nil }
        let utility = CaseUtility(economics, question: question)
        let shares = tally.shares
        var (correct, wrong, abstained, failed) = (0.0, 0.0, 0.0, 0.0)
        for truth in 0..<utility.options {
            for slot in 0...utility.failed {
                let worth = shares[truth, slot] * utility.worth(truth: truth, slot: slot)
                switch slot {
                case truth: correct += worth
                case utility.abstained: abstained += worth
                case utility.failed: failed += worth
                default: wrong += worth
                }
            }
        }
        self.correct = correct
        self.wrong = wrong
        self.abstained = abstained
        self.failed = failed
        waiting = -utility.perSecond * tally.secondsJudged / Double(tally.judged)
        if isFree, tally.pricedJudged == 0 {
            price = 0
        } else if tally.pricedJudged > 0 {
            // A price of zero is no negative zero.
            price = 0 - tally.paidJudged.usd / Double(tally.pricedJudged)
        }
    }
}
