import Foundation

/// What the order is computed from.
package struct LaunchFigures: Sendable {
    /// The worth of a right answer.
    package let worth: Double
    /// The share of users for whom it is.
    package let reach: Double
    /// The share of wrong answers.
    package let error: Double
    /// The share of those that the user sees.
    package let visible: Double
    package let severity: Double
    package let correction: Double

    /// Takes the figures in the order of `LaunchItem.figures`.
    init(_ figures: [Double]) {
        worth = figures[0]
        reach = figures[1]
        error = figures[2]
        visible = figures[3]
        severity = figures[4]
        correction = figures[5]
    }

    /// The worth of a right answer times the share of users.
    package var value: Double { worth * reach }

    /// The share of answers that are wrong and seen to be.
    package var visibleError: Double { error * visible }

    /// How likely a user sees a mistake within so many uses: 1 - (1 - error * visible)^uses.
    ///
    /// The uses are the same for every feature, or busy ones would always rank last.
    package func exposure(within uses: Double) -> Double { 1 - pow(1 - visibleError, uses) }

    /// Value times (1 - exposure) over severity times the effort to correct; ours.
    package func rank(within uses: Double) -> Double {
        value * (1 - exposure(within: uses)) / (severity * correction)
    }
}
