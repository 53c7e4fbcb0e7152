import RealModule

/// The standard normal distribution.
package enum Normal {
    /// Returns φ(x).
    package static func density(_ x: Double) -> Double {
        .exp(-0.5 * x * x - halfLogTwoPi)
    }

    /// Returns Φ(x) = P(Z ≤ x).
    package static func cdf(_ x: Double) -> Double {
        0.5 * .erfc(-x * 0.5.squareRoot())
    }

    /// Returns P(Z > x), precise in the upper tail.
    package static func survival(_ x: Double) -> Double { cdf(-x) }

    /// Returns the x with Φ(x) = `p`; ±∞ at 1 and 0.
    ///
    /// Starts from Abramowitz & Stegun 26.2.23 and refines by Halley's steps to the last digits.
    package static func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1, "a probability lies in [0, 1]")
        if p == 0 { return -.infinity }
        if p == 1 { return .infinity }
        if p > 0.5 { return -lowerQuantile(1 - p) }
        return lowerQuantile(p)
    }

    private static func lowerQuantile(_ p: Double) -> Double {
        let t = (-2 * Double.log(p)).squareRoot()
        let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
        let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        var x = numerator / denominator - t
        for _ in 0..<3 {
            let error = (cdf(x) - p) / density(x)
            x -= error / (1 + 0.5 * x * error)
        }
        return x
    }
}
