import RealModule

/// Returns the regularised incomplete beta function I_x(a, b) and its complement I_{1−x}(b, a).
///
/// Both tails keep their relative precision. a, b > 0 and x in [0, 1]. Continued fraction of
/// Abramowitz & Stegun 26.5.8; about √max(a, b) steps.
package func regularizedBeta(
    _ x: Double, _ a: Double, _ b: Double
) -> (lower: Double, upper: Double) {
    precondition(a > 0 && b > 0 && x >= 0 && x <= 1, "incomplete beta: a, b > 0, x in [0, 1]")
    if x == 0 { return (0, 1) }
    if x == 1 { return (1, 0) }
    if x <= (a + 1) / (a + b + 2) {
        let lower = lowerBeta(x, 1 - x, a, b)
        return (lower, 1 - lower)
    }
    let upper = lowerBeta(1 - x, x, b, a)
    return (1 - upper, upper)
}

/// Returns I_x(a, b) for x below the mean; `y` is 1 − x.
private func lowerBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let front = binomialPower(a, of: a + b, x, y) * b / (a + b)
    let fraction = ContinuedFraction.evaluate(first: 1) { step in
        let m = Double(step / 2)
        let numerator =
            step.isMultiple(of: 2)
            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        return (numerator, 1)
    }
    return min(front / fraction, 1)
}

/// Returns Γ(n+1)/(Γ(k+1)Γ(n−k+1)) pᵏ qⁿ⁻ᵏ for real 0 < k < n, by Loader's saddle point.
func binomialPower(_ k: Double, of n: Double, _ p: Double, _ q: Double) -> Double {
    let rest = n - k
    let exponent =
        stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(rest)
        - poissonDeviance(k, mean: n * p) - poissonDeviance(rest, mean: n * q)
    return (n / (2 * .pi * k * rest)).squareRoot() * .exp(exponent)
}
