import RealModule

/// The chi-squared distribution with `degrees` of freedom, above 0.
package struct ChiSquared: Sendable {
    package let degrees: Double

    package init(degrees: Double) {
        precondition(degrees > 0, "degrees of freedom are positive")
        self.degrees = degrees
    }

    /// Returns P(X ≤ x).
    package func cdf(_ x: Double) -> Double { regularizedGamma(degrees / 2, max(x, 0) / 2).lower }

    /// Returns P(X > x), precise in the upper tail.
    package func survival(_ x: Double) -> Double {
        regularizedGamma(degrees / 2, max(x, 0) / 2).upper
    }

    /// Returns the x with P(X ≤ x) = `p`; ∞ at 1.
    ///
    /// Starts from Wilson & Hilferty (1931).
    package func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
        if p == 0 { return 0 }
        if p == 1 { return .infinity }
        let spread = 2 / (9 * degrees)
        let cube = 1 - spread + Normal.quantile(p) * spread.squareRoot()
        let start = max(degrees * cube * cube * cube, 1e-3 * degrees)
        let bracket = Interval(lower: 0, upper: .infinity)
        return Inversion.increasingRoot(from: start, in: bracket) { x in
            let tails = regularizedGamma(degrees / 2, x / 2)
            let excess = p < 0.5 ? tails.lower - p : (1 - p) - tails.upper
            return (excess, gammaPower(degrees / 2, x / 2) / x)
        }
    }
}
