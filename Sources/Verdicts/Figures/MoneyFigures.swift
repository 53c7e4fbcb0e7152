/// What a year with a challenger in the heuristic's place is worth, in dollars.
package struct YearFigures: Hashable, Sendable {
    package var challenger: Challenger
    package var casesPerYear: Double
    /// Whether the price is unknown, so that this is what calls for nothing would bring at best.
    package var isAtPriceZero: Bool
    /// After price, waiting and upkeep; before building it.
    package var gain: Double
    package var low: Double
    package var high: Double
    /// What the challenger's upkeep costs more than the heuristic's; nil where it is not declared.
    package var upkeep: Double?
    /// What building it costs, in the first year; nil where it is not declared.
    package var buildOnce: Double?
    /// The first year's gain, building paid.
    package var firstYear: Double
}

/// Where the challenger would be worth just what it must be; nil where no such point exists.
package struct BreakEvenFigures: Hashable, Sendable {
    /// A price of a call in dollars, with limits; a negative one means that no price is low enough.
    package struct Price: Hashable, Sendable {
        package var estimate: Double
        package var low: Double
        package var high: Double
    }

    /// For the model answering every case.
    package var modelPrice: Price?
    /// For the model asked only where the heuristic did not answer.
    package var cascadePrice: Price?
    /// The cost of a wrong answer (`wrong.default`) at which the leading claim breaks even.
    package var errorCost: Double?
    /// What `wrong.default` is now.
    package var currentErrorCost: Double?
    /// Whether some mistakes have a cost of their own, which `errorCost` leaves as it is.
    package var hasNamedErrors: Bool
    /// The cases a year at which the leading claim's estimate pays the upkeep.
    package var casesPerYear: Double?
    /// How much more often the leading challenger would have to be right, as a share of cases, at
    /// what the model's mistakes cost on average; negative where it could be right less often.
    package var accuracyGain: Double?
}

/// The smallest change that would turn the decision.
package enum Flip: Hashable, Sendable {
    /// The challenger's call would have to cost less than this; `now` is nil where unknown.
    case priceBelow(Double, challenger: Challenger, now: Double?)
    /// The challenger's call would have to cost more than this.
    case priceAbove(Double, challenger: Challenger, now: Double?)
    /// There would have to be more cases a year than this.
    case casesAbove(Double, now: Double)
    /// There would have to be fewer cases a year than this.
    case casesBelow(Double, now: Double)
    case errorCostAbove(Double, now: Double)
    case errorCostBelow(Double, now: Double)
    /// The challenger would have to be right in such a share of cases more.
    case rightMoreOften(Double, challenger: Challenger)
    /// The challenger would have to be right in such a share of cases less.
    case rightLessOften(Double, challenger: Challenger)
    /// About so many more labelled cases.
    case moreCases(Int)
    /// Whatever the first reason says is missing.
    case whatIsMissing
    /// No single price, error cost or accuracy would.
    case nothingSimple
}
