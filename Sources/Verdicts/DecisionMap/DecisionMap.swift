package import Decisions
package import Statistics

/// What the verdict would be if errors cost more or less, and if there were more or fewer cases.
///
/// Each cell rests on the same cases, with limits that hold at every look if its costs are the true
/// ones and were fixed beforehand; which cell to believe is an opinion that no case can settle.
package struct DecisionMap: Sendable {
    /// Where the verdict turns on the way from what the feature file says an error costs.
    package struct Border: Hashable, Sendable {
        /// Times the declared cost.
        package var factor: Double
        /// What is decided beyond it.
        package var decision: Verdict.Decision
    }

    /// The challengers' limits at some cost, in dollars a case; nil for one that makes no claim.
    package struct Limits: Hashable, Sendable {
        package var model: Interval?
        package var cascade: Interval?

        package subscript(challenger: Challenger) -> Interval? {
            switch challenger {
            case .model: model
            case .cascade: cascade
            }
        }
    }

    /// What errors cost, in multiples of what the feature file says, growing in equal ratios.
    package var factors: [Double]
    /// Cases a year, growing in equal ratios.
    package var volumes: [Double]
    /// By factor.
    package var limits: [Limits]
    /// By volume, and in it by factor.
    package var decisions: [[Verdict.Decision]]
    /// The cases a year that are declared, or the log's; the factor there is 1.
    package var casesPerYear: Double
    /// The decision there.
    package var here: Verdict.Decision
    /// What the user said of how sure that is.
    package var doubt: CostDoubt
    /// How far it may be off: multiples of the cost, and cases a year.
    package var factorRange: Interval
    package var volumeRange: Interval
    /// Whether the decision is the same all over those ranges.
    package var isSettledInRange: Bool
    /// The nearest border at the user's volume; nil where there is none between a hundredth and a
    /// hundred times the cost.
    package var border: Border?
    /// Whether the volume matters: the upkeep of both paths is declared, and differs.
    package var dependsOnVolume: Bool
    /// Whether the verdict's own limits are narrower, because a plan said where to look.
    package var leavesPlanOut: Bool
}
