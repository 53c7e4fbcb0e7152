/// Returns the equal-tailed Jeffreys interval: quantiles of Beta(k + ½, n − k + ½).
///
/// Brown, Cai & DasGupta (2001), eq. 8, without their adjustment at 0 and n.
package func jeffreysInterval(
    successes: Int, trials: Int, confidence: Double = 0.95
) -> Interval {
    preconditionCounts(successes, trials)
    let posterior = BetaDistribution(Double(successes) + 0.5, Double(trials - successes) + 0.5)
    let tail = (1 - confidence) / 2
    return Interval(lower: posterior.quantile(tail), upper: posterior.quantile(1 - tail))
}

/// Returns the Agresti–Coull interval: Wald after adding z²/2 successes and z²/2 failures.
///
/// Agresti & Coull (1998); cut at 0 and 1.
package func agrestiCoullInterval(
    successes: Int, trials: Int, confidence: Double = 0.95
) -> Interval {
    preconditionCounts(successes, trials)
    let z = twoSidedZ(confidence)
    let n = Double(trials) + z * z
    let p = (Double(successes) + z * z / 2) / n
    return Interval(center: p, margin: z * (p * (1 - p) / n).squareRoot()).clamped(to: .unit)
}
