import Foundation

/// A curve that turns points into a probability: one half at the midpoint, rising with the slope.
public struct LogisticCurve: Hashable, Sendable {
    /// The points at which either answer is as likely as the other.
    public var midpoint: Double
    /// By how much the log odds change with a point.
    public var slope: Double

    /// Makes a curve; with a slope of 0 every number of points is one half.
    public init(midpoint: Double, slope: Double) {
        self.midpoint = midpoint
        self.slope = slope
    }

    /// Returns the probability that `points` stand for.
    public func probability(of points: Double) -> Double {
        1 / (1 + exp(-slope * (points - midpoint)))
    }

    /// Returns the curve that fits outcomes best; `nil` where they don't settle one.
    ///
    /// Logistic regression by Newton's method, with the smoothed targets of Platt (1999), so that
    /// outcomes that points part perfectly still have a finite slope.
    public static func fitted(to samples: [(points: Double, isTrue: Bool)]) -> LogisticCurve? {
        let positives = Double(samples.count { $0.isTrue })
        let negatives = Double(samples.count) - positives
        guard positives > 0, negatives > 0, Set(samples.map(\.points)).count > 1 else { return nil }
        let high = (positives + 1) / (positives + 2)
        let low = 1 / (negatives + 2)
        let mean = samples.reduce(0) { $0 + $1.points } / Double(samples.count)
        let variance = samples.reduce(0) { $0 + ($1.points - mean) * ($1.points - mean) }
        let scale = (variance / Double(samples.count)).squareRoot()
        guard scale > 0, scale.isFinite else { return nil }
        let scaled = samples.map { ($0.isTrue ? high : low, ($0.points - mean) / scale) }
        guard let (intercept, slope) = solve(scaled), slope != 0 else { return nil }
        let curve = LogisticCurve(midpoint: mean - intercept / slope * scale, slope: slope / scale)
        return curve.midpoint.isFinite && curve.slope.isFinite ? curve : nil
    }

    private static func solve(
        _ samples: [(target: Double, x: Double)]
    ) -> (intercept: Double, slope: Double)? {
        var (intercept, slope) = (0.0, 0.0)
        for _ in 0..<100 {
            // A trace of curvature keeps the step finite where all probabilities are near 0 or 1.
            var (g0, g1, h00, h01, h11) = (0.0, 0.0, 1e-9, 0.0, 1e-9)
            for (target, x) in samples {
                let p = 1 / (1 + exp(-(intercept + slope * x)))
                let weight = p * (1 - p)
                g0 += target - p
                g1 += (target - p) * x
                h00 += weight
                h01 += weight * x
                h11 += weight * x * x
            }
            let determinant = h00 * h11 - h01 * h01
            guard determinant > 0 else { return nil }
            let steps = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant)
            let length = max(abs(steps.0), abs(steps.1))
            let damping = length > 4 ? 4 / length : 1
            intercept += steps.0 * damping
            slope += steps.1 * damping
            if length < 1e-10 { break }
        }
        return (intercept, slope)
    }
}
