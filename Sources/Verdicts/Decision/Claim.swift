package import Statistics

/// What a challenger is worth a case more than the heuristic, in dollars.
package struct Claim: Sendable {
    package var challenger: Challenger
    /// Whether it rests on a randomised split of who was in charge, rather than on pairs.
    package var isOfSplit: Bool
    /// Cases, or users where there are any.
    package var units: Int
    /// Kish's effective number of units, where cases were asked with unequal probabilities, or labels
    /// drawn for a share of them.
    package var effectiveUnits: Double?
    /// Whether cases were asked with unequal probabilities.
    package var isUnequal = false
    /// The mean difference: units that take a label to tell the paths apart count as those of them
    /// that have one (poststratified), each by the inverse of its probability (Hájek); nil where none
    /// has.
    package var estimate: Double?
    /// Contains the average difference over the line of evidence at every look at once.
    ///
    /// Running-mean empirical-Bernstein confidence sequence; wherever something is unknown of a
    /// case, the lower limit takes the worst and the upper limit the best.
    package var limits: Interval
    /// The same, if the effect is assumed to be the same for every case.
    package var stableEffectLimits: Interval?
    /// How many units with a known outcome those limits rest on, the first ones; nil for all.
    package var stableEffectUnits: Int?
    /// Whether the price is unknown, so that everything here is at price zero: an upper bound.
    package var isAtPriceZero: Bool
    /// What the difference must exceed: the declared minimum, plus a case's share of the upkeep.
    package var worthHaving: Double
    /// The share of alpha that both limits together may miss with.
    package var alpha: Double
    /// The bounds of a case's difference that were declared ahead.
    package var bounds: Interval
    /// Units that exceeded the bounds all the same.
    package var clipped: Int
    package var variance: Double?
    /// About how many units more would settle it; nil where a billion would not.
    package var unitsNeeded: Int?
    /// Cases in which this challenger asks the model, of all units.
    package var askedShare: Double
    /// Mean price of those calls in dollars; nil where unknown.
    package var pricePerCall: Double?
    /// Right answers among the cases with an outcome, each kind of case by how many there are of it.
    package var accuracy: Estimate?
    /// Units whose difference takes a label that has not come.
    package var waiting = 0
    /// About how many of those labels would settle it; nil where all would not.
    package var labelsNeeded: Int?
    /// Whether the challenger has never done anything but what the heuristic did.
    package var isEmpty: Bool

    /// The difference is worth more than it must be, price and waiting paid.
    package var isProvedBetter: Bool { standing.isProvedBetter }

    /// The difference is worth less than it must be, even at price zero where that is unknown.
    package var isProvedShort: Bool { standing.isProvedShort }

    var standing: Standing {
        Standing(
            challenger: challenger, limits: limits, worthHaving: worthHaving,
            isAtPriceZero: isAtPriceZero, isEmpty: isEmpty)
    }

    /// Whether the limits for a steady effect agree with the estimate; nil without either.
    ///
    /// Where they don't, the effect changes from case to case more than chance explains.
    package var isSteady: Bool? {
        guard let estimate, let stableEffectLimits else { return nil }
        return stableEffectLimits.contains(estimate)
    }

    /// What the estimate exceeds the minimum by.
    package var advantage: Double? { estimate.map { $0 - worthHaving } }
}

extension Collection where Element == Claim {
    /// The claim whose estimate exceeds its minimum the most.
    package var mostPromising: Claim? {
        self.max { $0.advantage ?? -.infinity < $1.advantage ?? -.infinity }
    }
}
