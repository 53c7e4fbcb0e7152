import RealModule

/// Returns the Wilson score interval for a proportion.
///
/// Wilson (1927), as in Newcombe (1998, Stat. Med. 17:857) method 3. At least one trial.
package func wilsonInterval(
    successes: Int, trials: Int, confidence: Double = 0.95
) -> Interval {
    wilsonInterval(successes: successes, trials: trials, z: twoSidedZ(confidence))
}

/// Returns the Wilson score interval for a share of an effective number of trials, above 0.
package func wilsonInterval(
    share: Double, effectiveTrials: Double, confidence: Double = 0.95
) -> Interval {
    wilsonInterval(share: share, trials: effectiveTrials, z: twoSidedZ(confidence))
}

/// Returns the Wilson interval for a given normal quantile.
func wilsonInterval(successes: Int, trials: Int, z: Double) -> Interval {
    preconditionCounts(successes, trials)
    return wilsonInterval(
        share: Double(successes) / Double(trials), trials: Double(trials), z: z)
}

/// Returns the Wilson interval for a share of `n` trials, which need not be a whole number.
func wilsonInterval(share p: Double, trials n: Double, z: Double) -> Interval {
    let square = z * z
    let center = (p + square / (2 * n)) / (1 + square / n)
    let margin = z * (p * (1 - p) / n + square / (4 * n * n)).squareRoot() / (1 + square / n)
    return Interval(
        lower: p == 0 ? 0 : max(0, center - margin), upper: p == 1 ? 1 : min(1, center + margin))
}

/// Returns the Wilson interval with continuity correction.
///
/// Newcombe (1998, Stat. Med. 17:857) method 4. Exactly 0 or 1 where all trials agree.
package func wilsonContinuityInterval(
    successes: Int, trials: Int, confidence: Double = 0.95
) -> Interval {
    preconditionCounts(successes, trials)
    let z = twoSidedZ(confidence)
    let n = Double(trials)
    let p = Double(successes) / n
    let q = 1 - p
    let square = z * z
    let center = 2 * n * p + square
    let below = 1 + z * (square - 2 - 1 / n + 4 * p * (n * q + 1)).squareRoot()
    let above = 1 + z * max(0, square + 2 - 1 / n + 4 * p * (n * q - 1)).squareRoot()
    return Interval(
        lower: successes == 0 ? 0 : max(0, (center - below) / (2 * (n + square))),
        upper: successes == trials ? 1 : min(1, (center + above) / (2 * (n + square))))
}

/// Traps counts that no experiment can give.
func preconditionCounts(_ successes: Int, _ trials: Int) {
    precondition(trials > 0, "a proportion needs at least one trial")
    precondition(successes >= 0 && successes <= trials, "successes lie in 0...trials")
}
