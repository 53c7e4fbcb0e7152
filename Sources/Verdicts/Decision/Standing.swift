import Statistics

/// Where a challenger's limits stand to what its difference must exceed.
struct Standing: Sendable {
    var challenger: Challenger
    /// Of the average difference to the heuristic, in dollars a case.
    var limits: Interval
    var worthHaving: Double
    /// Whether the price is unknown, so that the limits are at price zero: an upper bound.
    var isAtPriceZero: Bool
    /// Whether the challenger has never done anything but what the heuristic did.
    var isEmpty: Bool

    /// The difference is worth more than it must be, price and waiting paid.
    var isProvedBetter: Bool { !isEmpty && !isAtPriceZero && limits.lower > worthHaving }

    /// The difference is worth less than it must be, even at price zero where that is unknown.
    var isProvedShort: Bool { !isEmpty && limits.upper < worthHaving }
}

extension OrderedEvidence {
    /// Where the challengers stand that make a claim.
    func standings(_ input: VerdictInput, isPriceUnknown: Bool) -> [Standing] {
        input.challengers.compactMap { challenger in
            self[challenger].map {
                Standing(
                    challenger: challenger, limits: $0.limits,
                    worthHaving: input.worthHaving(challenger), isAtPriceZero: isPriceUnknown,
                    isEmpty: challenger == .cascade && escalated == 0)
            }
        }
    }
}
