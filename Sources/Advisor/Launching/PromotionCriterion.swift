import Statistics

/// When a feature may do more than it does: the cases after which its visible mistakes are known to
/// be rare enough.
///
/// The upper limit of the 95 % interval of Clopper and Pearson (1934), which never covers less than
/// it says, has to be below the budget. Cases are counted in tens.
package struct PromotionCriterion: Sendable, Hashable {
    package let cases: Int
    /// The most mistakes among them that a user saw.
    package let mistakes: Int

    /// A criterion that needs more cases than this is none.
    private static let most = 200_000

    /// Finds the fewest cases, in tens, that are enough with visible mistakes at `rate` (rounded
    /// to a whole number, halves to even); `nil` where that rate is too near to `budget` or above.
    package init?(rate: Double, budget: Double) {
        guard rate < budget else { return nil }
        // Half of what Wilson's limit takes (z = 1.96, to which this one comes close): the rounded
        // number of mistakes can be luckier than the rate, but never by that much.
        let wilson = 3.8415 * budget * (1 - budget) / ((budget - rate) * (budget - rate))
        guard wilson / 2 < Double(Self.most) else { return nil }
        let start = max(10, Int(wilson / 20) * 10)
        for cases in stride(from: start, through: Self.most, by: 10) {
            let mistakes = Int((rate * Double(cases)).rounded(.toNearestOrEven))
            guard mistakes < cases else { continue }
            // The limit is below the budget where so few mistakes are that unlikely at the budget.
            let chance = BetaDistribution(Double(mistakes + 1), Double(cases - mistakes))
                .survival(budget)
            if chance < 0.025 {
                self.cases = cases
                self.mistakes = mistakes
                return
            }
        }
        return nil
    }
}
