import RealModule

/// The beta distribution with shapes `a` and `b`, both above 0.
package struct BetaDistribution: Sendable {
    package let a: Double
    package let b: Double

    package init(_ a: Double, _ b: Double) {
        precondition(a > 0 && b > 0, "the shapes of a beta distribution are positive")
        self.a = a
        self.b = b
    }

    /// Returns P(X ≤ x).
    package func cdf(_ x: Double) -> Double { regularizedBeta(Interval.unit.clamp(x), a, b).lower }

    /// Returns P(X > x), precise in the upper tail.
    package func survival(_ x: Double) -> Double {
        regularizedBeta(Interval.unit.clamp(x), a, b).upper
    }

    /// Returns the x with P(X ≤ x) = `p`.
    package func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
        if p == 0 { return 0 }
        if p == 1 { return 1 }
        return Inversion.increasingRoot(from: a / (a + b), in: .unit) { x in
            let tails = regularizedBeta(x, a, b)
            let excess = p < 0.5 ? tails.lower - p : (1 - p) - tails.upper
            let density = binomialPower(a, of: a + b, x, 1 - x) * a * b / ((a + b) * x * (1 - x))
            return (excess, density)
        }
    }
}
