import RealModule

/// How an error falls with more examples: a n⁻ᵇ + c.
///
/// Fitted by least squares with later points heavier, as in Figueroa et al. (2012), a and c not
/// below 0 and b between 0.05 and 2.
package struct InversePowerLaw: Sendable, Equatable {
    /// An error rate measured with so many examples; `weight` is that of its square in the fit.
    package struct Point: Sendable {
        package let examples: Double
        package let error: Double
        package let weight: Double

        package init(examples: Double, error: Double, weight: Double) {
            self.examples = examples
            self.error = error
            self.weight = weight
        }
    }

    package let scale: Double
    package let exponent: Double
    package let floor: Double

    private static let exponents = Interval(lower: 0.05, upper: 2)

    /// Fits the curve to four points or more; `nil` for fewer.
    package init?(_ points: [Point]) {
        guard points.count >= 4 else { return nil }
        let steps = 40
        let grid = (0...steps).map {
            Self.exponents.lower + Self.exponents.width * Double($0) / Double(steps)
        }
        let losses = grid.map { Self.best(points, $0).loss }
        let lowest = losses.indices.min { losses[$0] < losses[$1] } ?? 0
        var (low, high) = (grid[max(0, lowest - 1)], grid[min(steps, lowest + 1)])
        for _ in 0..<40 {
            let (first, second) = (low + (high - low) * 0.382, high - (high - low) * 0.382)
            if Self.best(points, first).loss <= Self.best(points, second).loss {
                high = second
            } else {
                low = first
            }
        }
        exponent = (low + high) / 2
        let best = Self.best(points, exponent)
        (scale, floor) = (best.slope, best.intercept)
    }

    /// Returns the error with so many examples.
    package func error(_ examples: Double) -> Double {
        scale * .pow(examples, -exponent) + floor
    }

    /// Returns how much less the error is with twice as many examples.
    package func doublingGain(_ examples: Double) -> Double {
        error(examples) - error(2 * examples)
    }

    /// The best scale and floor for an exponent, neither below 0.
    private static func best(_ points: [Point], _ exponent: Double) -> NonNegativeLine {
        NonNegativeLine(
            points.map { (Double.pow($0.examples, -exponent), $0.error, $0.weight) })
    }
}
