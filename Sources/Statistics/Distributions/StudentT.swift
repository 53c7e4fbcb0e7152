import RealModule

/// Student's t distribution with `degrees` of freedom, above 0.
package struct StudentT: Sendable {
    package let degrees: Double

    package init(degrees: Double) {
        precondition(degrees > 0, "degrees of freedom are positive")
        self.degrees = degrees
    }

    /// Returns P(T > t), precise in the upper tail.
    package func survival(_ t: Double) -> Double {
        if t.isInfinite { return t > 0 ? 0 : 1 }
        let square = t * t
        // Whichever of x and 1 − x is small is computed, not subtracted.
        let tails =
            square > degrees
            ? regularizedBeta(degrees / (degrees + square), degrees / 2, 0.5).lower
            : regularizedBeta(square / (degrees + square), 0.5, degrees / 2).upper
        return t >= 0 ? tails / 2 : 1 - tails / 2
    }

    /// Returns P(T ≤ t).
    package func cdf(_ t: Double) -> Double { survival(-t) }

    /// Returns P(|T| ≥ |t|), the two-sided p-value.
    package func twoSided(_ t: Double) -> Double { min(1, 2 * survival(abs(t))) }

    /// Returns the t with P(T ≤ t) = `p`; ±∞ at 1 and 0.
    package func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
        if p == 0 { return -.infinity }
        if p == 1 { return .infinity }
        if p == 0.5 { return 0 }
        let tail = min(p, 1 - p)
        let start = -Normal.quantile(tail)
        let bracket = Interval(lower: 0, upper: .infinity)
        let t = Inversion.increasingRoot(from: start, in: bracket) { x in
            (tail - survival(x), density(x))
        }
        return p < 0.5 ? -t : t
    }

    /// Returns the density at `t`.
    package func density(_ t: Double) -> Double {
        let exponent = -(degrees + 1) / 2 * Double.log(onePlus: t * t / degrees)
        return .exp(exponent - logBeta(degrees / 2, 0.5) - 0.5 * .log(degrees))
    }
}
