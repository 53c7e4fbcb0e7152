import RealModule

/// Returns 1 − `alpha`^(1/n): the exact upper limit for an event never seen in `trials` trials.
///
/// About 3/n for `alpha` 0.05 (Hanley & Lippman-Hand 1983).
package func neverSeenUpperLimit(trials: Int, alpha: Double = 0.05) -> Double {
    precondition(trials > 0, "at least one trial")
    return -.expMinusOne(.log(alpha) / Double(trials))
}
