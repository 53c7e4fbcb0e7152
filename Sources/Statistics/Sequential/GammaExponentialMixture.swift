import RealModule

/// The gamma-exponential mixture: an e-process and a uniform boundary for sub-exponential sums.
///
/// Howard, Ramdas, McAuliffe & Sekhon (2021), proposition 9 with scale c = 1:
/// m(s, v) = ∫₀¹ exp(λs − ψ_E(λ)v) dF(λ), where ψ_E(λ) = −ln(1 − λ) − λ and 1 − λ has a
/// Gamma(ρ, ρ) density cut to [0, 1]. In closed form, with a = v + ρ, x = s + a and P the
/// regularised lower incomplete gamma function,
/// m = ρᵖ e⁻ᵖ/(Γ(ρ) P(ρ, ρ)) · Γ(a) P(a, x) x⁻ᵃ eˣ (p standing for ρ).
package struct GammaExponentialMixture: Sendable, Equatable {
    /// The mixture precision ρ.
    package let precision: Double
    private let logConstant: Double

    package init(precision rho: Double) {
        precondition(rho > 0, "the precision is positive")
        precision = rho
        logConstant =
            0.5 * .log(rho) - stirlingRemainder(rho) - .log(regularizedGamma(rho, rho).lower)
    }

    /// Creates a mixture whose boundary at level `alpha` is tightest at intrinsic time `v`.
    package init(optimalAt v: Double, alpha: Double) {
        self.init(precision: mixturePrecision(optimalAt: v, alpha: alpha))
    }

    /// Returns ln m(s, v); −∞ (a valid, lower value) where s ≤ −(v + ρ).
    package func logValue(sum s: Double, variance v: Double) -> Double {
        let a = v + precision
        let x = s + a
        guard x > 0 else { return -.infinity }
        let tail = Double.log(regularizedGamma(a, x).lower)
        return logConstant + stirlingRemainder(a) - 0.5 * .log(a) + poissonDeviance(a, mean: x)
            + tail
    }

    /// Returns the s at which m(s, v) = 1/`alpha`: sums cross it, ever, with probability ≤ `alpha`.
    package func boundary(_ v: Double, alpha: Double) -> Double {
        precondition(v >= 0 && alpha > 0 && alpha < 1, "v >= 0 and alpha in (0, 1)")
        let target = -Double.log(alpha)
        let a = v + precision
        let start = normalMixtureBoundary(v, alpha: alpha, precision: precision)
        let bracket = Interval(lower: 0, upper: .infinity)
        return Inversion.increasingRoot(from: start, in: bracket) { s in
            let x = s + a
            let density = gammaPower(a, x) / (x * regularizedGamma(a, x).lower)
            return (logValue(sum: s, variance: v) - target, density + s / x)
        }
    }
}
