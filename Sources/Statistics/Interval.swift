/// A closed interval of numbers, an end of which may be infinite where the data set no bound.
package struct Interval: Sendable, Hashable {
    package var lower: Double
    package var upper: Double

    /// Creates an interval; `lower` must not exceed `upper`, and neither may be NaN.
    package init(lower: Double, upper: Double) {
        precondition(lower <= upper, "an interval's lower end exceeds its upper end")
        self.lower = lower
        self.upper = upper
    }

    /// Creates the interval `center` ± `margin`; the margin must not be negative.
    package init(center: Double, margin: Double) {
        self.init(lower: center - margin, upper: center + margin)
    }

    package var width: Double { upper - lower }
    package var center: Double { (lower + upper) / 2 }

    package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

    /// Returns the interval with both ends moved into `bounds`.
    package func clamped(to bounds: Interval) -> Interval {
        Interval(lower: bounds.clamp(lower), upper: bounds.clamp(upper))
    }

    /// Returns the part that both intervals share, or nil where they are disjoint.
    package func intersection(_ other: Interval) -> Interval? {
        let low = max(lower, other.lower)
        let high = min(upper, other.upper)
        return low <= high ? Interval(lower: low, upper: high) : nil
    }

    /// Returns the point of the interval nearest to `value`.
    package func clamp(_ value: Double) -> Double { min(max(value, lower), upper) }

    /// Probabilities: [0, 1].
    package static let unit = Interval(lower: 0, upper: 1)
    /// Differences of probabilities and correlations: [-1, 1].
    package static let signedUnit = Interval(lower: -1, upper: 1)
}
