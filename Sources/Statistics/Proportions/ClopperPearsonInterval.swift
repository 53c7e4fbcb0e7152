/// Returns the Clopper–Pearson ("exact") interval for a proportion.
///
/// Never covers less than `confidence`. Clopper & Pearson (1934), through beta quantiles.
package func clopperPearsonInterval(
    successes: Int, trials: Int, confidence: Double = 0.95
) -> Interval {
    let tail = (1 - confidence) / 2
    return Interval(
        lower: clopperPearsonLower(successes: successes, trials: trials, alpha: tail),
        upper: clopperPearsonUpper(successes: successes, trials: trials, alpha: tail))
}

/// Returns the exact one-sided lower limit: P(true proportion < limit) ≤ `alpha`.
package func clopperPearsonLower(successes: Int, trials: Int, alpha: Double) -> Double {
    preconditionCounts(successes, trials)
    guard successes > 0 else { return 0 }
    return BetaDistribution(Double(successes), Double(trials - successes + 1)).quantile(alpha)
}

/// Returns the exact one-sided upper limit: P(true proportion > limit) ≤ `alpha`.
///
/// For no successes this is 1 − alpha^(1/n), of which 3/n is the rule of three.
package func clopperPearsonUpper(successes: Int, trials: Int, alpha: Double) -> Double {
    preconditionCounts(successes, trials)
    guard successes < trials else { return 1 }
    return BetaDistribution(Double(successes + 1), Double(trials - successes)).quantile(1 - alpha)
}
