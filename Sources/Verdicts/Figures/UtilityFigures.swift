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

/// The cases that a path's utility is the mean of.
struct JudgedCases {
    let cases: Double
    /// How many there are by truth and by what the path did.
    let count: (_ truth: Int, _ slot: Int) -> Double
    let slots: Int
    let seconds: Double
    let paid: Money
    let priced: Int

    init(_ tally: PathTally) {
        let confusion = tally.confusion
        cases = Double(tally.judged)
        count = { Double(confusion[$0, $1]) }
        slots = confusion.columns
        (seconds, paid, priced) = (tally.secondsJudged, tally.paidJudged, tally.pricedJudged)
    }

    /// What labels that were drawn by lot tell of all cases; what those cost needs no label.
    init(_ strata: PathStrata) {
        cases = strata.isKnown ? Double(strata.cases) : 0
        count = strata.estimated
        slots = strata.options + 2
        (seconds, paid, priced) = (strata.seconds, strata.paid, strata.priced)
    }
}

extension UtilityFigures {
    /// Creates the figures of a path; nil without a case with an outcome.
    ///
    /// A call without a price is taken to cost what the others do, as far as there are any.
    init?(_ judged: JudgedCases, _ economics: Economics, question: Question, isFree: Bool) {
        guard judged.cases > 0 else { return nil }
        let utility = CaseUtility(economics, question: question)
        var (correct, wrong, abstained, failed) = (0.0, 0.0, 0.0, 0.0)
        for truth in 0..<utility.options {
            for slot in 0..<judged.slots {
                let worth = judged.count(truth, slot) * utility.worth(truth: truth, slot: slot)
                switch slot {
                case truth: correct += worth
                case utility.abstained: abstained += worth
                case utility.failed: failed += worth
                default: wrong += worth
                }
            }
        }
        let cases = judged.cases
        self.correct = correct / cases
        self.wrong = wrong / cases
        self.abstained = abstained / cases
        self.failed = failed / cases
        waiting = -utility.perSecond * judged.seconds / cases
        if isFree, judged.priced == 0 {
            price = 0
        } else if judged.priced > 0 {
            // A price of zero is no negative zero.
            price = 0 - judged.paid.usd / Double(judged.priced)
        }
    }
}
