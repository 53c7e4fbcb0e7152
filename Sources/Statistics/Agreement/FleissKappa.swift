/// Returns Fleiss' κ for any number of raters; missing ratings allowed.
///
/// Fleiss (1971); p_e = Σ πₖ². Nil where no item has two raters or only one category occurs.
package func fleissKappa(_ ratings: RatingCounts) -> Double? {
    guard let observed = ratings.observedAgreement else { return nil }
    let chance = ratings.meanShares.reduce(0) { $0 + $1 * $1 }
    guard 1 - chance > 1e-15 else { return nil }
    return (observed - chance) / (1 - chance)
}
