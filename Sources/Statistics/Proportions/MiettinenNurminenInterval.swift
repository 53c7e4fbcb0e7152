import RealModule

/// How the restricted estimate of the Miettinen–Nurminen score is computed.
package enum RestrictedEstimate: Sendable, Equatable {
    /// The likelihood's maximum, as published.
    case maximumLikelihood
    /// As in statsmodels 0.15, whose cubic has x₂ for n₂ in its linear term; for comparison only.
    case statsmodels
}

/// Returns the Miettinen–Nurminen score interval for p₁ − p₂ of two independent groups.
///
/// Miettinen & Nurminen (1985), eqs. 8 and 9: the differences that the score test with variance
/// factor N/(N − 1) does not reject. Solved by bisection to the last bits.
package func miettinenNurminenInterval(
    _ first: ProportionSample, _ second: ProportionSample, confidence: Double = 0.95,
    restrictedEstimate: RestrictedEstimate = .maximumLikelihood
) -> Interval {
    let z = twoSidedZ(confidence)
    let estimate = first.proportion - second.proportion
    func score(_ difference: Double) -> Double {
        let variance = restrictedVariance(
            first, second, difference: difference, by: restrictedEstimate)
        let gap = estimate - difference
        if variance > 0 { return gap / variance.squareRoot() }
        return gap == 0 ? 0 : (gap > 0 ? .infinity : -.infinity)
    }
    let lower = Inversion.boundary(lower: -1, upper: estimate) { score($0) > z }
    let upper = Inversion.boundary(lower: estimate, upper: 1) { score($0) > -z }
    return Interval(lower: min(lower, estimate), upper: max(upper, estimate))
}

/// Returns the variance of p̂₁ − p̂₂ at the likelihood's maximum under p₁ − p₂ = `difference`.
private func restrictedVariance(
    _ first: ProportionSample, _ second: ProportionSample, difference: Double,
    by restrictedEstimate: RestrictedEstimate
) -> Double {
    let (n1, n2) = (Double(first.trials), Double(second.trials))
    let (x1, x2) = (Double(first.successes), Double(second.successes))
    let total = n1 + n2
    let linear = restrictedEstimate == .statsmodels && difference != 0 ? x2 : n2
    let root = restrictedProportion(n1, n2, x1, x2, difference, linear: linear)
    let p2 = Interval.unit.clamp(root)
    let p1 = Interval.unit.clamp(p2 + difference)
    return (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * total / (total - 1)
}

/// Returns the restricted estimate of p₂, a root of a cubic in closed form.
///
/// `linear` is n₂ in the published linear coefficient.
private func restrictedProportion(
    _ n1: Double, _ n2: Double, _ x1: Double, _ x2: Double, _ d: Double,
    linear: Double
) -> Double {
    let l3 = n1 + n2
    let l2 = (n1 + 2 * n2) * d - l3 - x1 - x2
    let l1 = (linear * d - l3 - 2 * x2) * d + x1 + x2
    let l0 = x2 * d * (1 - d)
    let third = l2 / (3 * l3)
    let q = third * third * third - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3)
    let size = max(0, third * third - l1 / (3 * l3)).squareRoot()
    let p = q < 0 ? -size : size
    guard p != 0 else { return -third }
    let angle = (.pi + Double.acos(Interval.signedUnit.clamp(q / (p * p * p)))) / 3
    return 2 * p * .cos(angle) - third
}
