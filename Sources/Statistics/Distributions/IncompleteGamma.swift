import RealModule

/// Returns the regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x).
///
/// Both tails keep their relative precision. a > 0, x ≥ 0. The power series of P below the mean
/// (DLMF 8.11.4), the continued fraction of Q above it (DLMF 8.9.2).
package func regularizedGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    precondition(a > 0 && x >= 0, "incomplete gamma: a > 0 and x >= 0")
    if x == 0 { return (0, 1) }
    if x.isInfinite { return (1, 0) }
    let density = gammaPower(a, x)
    if x < a + 1 {
        let lower = min(density / a * gammaSeries(a, x), 1)
        return (lower, 1 - lower)
    }
    let upper = min(density * gammaFraction(a, x), 1)
    return (1 - upper, upper)
}

/// Returns xᵃ e⁻ˣ / Γ(a).
func gammaPower(_ a: Double, _ x: Double) -> Double {
    let exponent = -stirlingRemainder(a) - poissonDeviance(a, mean: x) - halfLogTwoPi
    return a.squareRoot() * .exp(exponent)
}

private func gammaSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var denominator = a
    while term > sum * 1e-17 {
        denominator += 1
        term *= x / denominator
        sum += term
    }
    return sum
}

private func gammaFraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    let fraction = ContinuedFraction.evaluate(first: b) { step in
        let i = Double(step)
        b += 2
        return (-i * (i - a), b)
    }
    return 1 / fraction
}
