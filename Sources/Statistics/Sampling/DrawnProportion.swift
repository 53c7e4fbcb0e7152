/// A stratum whose size is known, of which a sample was drawn at random.
package struct DrawnStratum: Hashable, Sendable {
    /// All cases of the stratum.
    package var cases: Int
    /// Those of them whose truth is known, drawn with the same chance.
    package var known: Int
    /// Those of them of which it holds.
    package var successes: Int

    package init(cases: Int, known: Int, successes: Int) {
        self.cases = cases
        self.known = known
        self.successes = successes
    }
}

/// Returns a proportion over all cases from samples of its strata, with an interval at 95 %; nil where
/// a stratum has no case whose truth is known.
///
/// The strata's proportions weighted by their sizes; the interval joins Wilson's of the strata as
/// Zou and Donner (2008, Statist. Med. 27:1693) do, and the variance that the strata's own sizes have
/// (Cochran 1977, eq. 12.2): the cases are a sample of those to come, so that nothing is taken off for
/// having seen many of them.
package func drawnProportion(_ strata: [DrawnStratum]) -> Estimate? {
    let strata = strata.filter { $0.cases > 0 }
    let total = Double(strata.reduce(0) { $0 + $1.cases })
    guard total > 0, strata.allSatisfy({ $0.known > 0 }) else { return nil }
    let value = strata.reduce(0.0) {
        $0 + Double($1.cases) / total * Double($1.successes) / Double($1.known)
    }
    let z = Normal.quantile(0.975)
    var (below, above) = (0.0, 0.0)
    for stratum in strata {
        let weight = Double(stratum.cases) / total
        let share = Double(stratum.successes) / Double(stratum.known)
        let wilson = wilsonInterval(successes: stratum.successes, trials: stratum.known)
        let between = z * z * weight * (share - value) * (share - value) / total
        below += weight * weight * (share - wilson.lower) * (share - wilson.lower) + between
        above += weight * weight * (wilson.upper - share) * (wilson.upper - share) + between
    }
    return Estimate(
        value: value,
        interval: Interval(
            lower: max(0, value - below.squareRoot()), upper: min(1, value + above.squareRoot())),
        confidence: 0.95)
}

/// Returns the difference of two paths' accuracies over `cases` cases, of which they differ on
/// `disagreements`, from a sample of the latter; nil where none of those has a known truth.
///
/// Newcombe's interval of the sample, times the share of disagreements with its Wilson interval,
/// joined as Zou and Donner (2008) do for products.
package func drawnDifference(
    _ table: PairedTable, disagreements: Int, of cases: Int
) -> Estimate? {
    guard cases > 0 else { return nil }
    let share = Double(disagreements) / Double(cases)
    let shares = wilsonInterval(successes: disagreements, trials: cases)
    guard disagreements > 0 else {
        return Estimate(
            value: 0, interval: Interval(lower: -shares.upper, upper: shares.upper),
            confidence: 0.95)
    }
    guard let within = table.difference, let newcombe = newcombePairedInterval(table) else {
        return nil
    }
    func reach(_ limit: Double, _ shareLimit: Double) -> Double {
        let (inner, outer) = (share * (limit - within), (shareLimit - share) * within)
        return (inner * inner + outer * outer).squareRoot()
    }
    let (low, high) = within < 0 ? (shares.upper, shares.lower) : (shares.lower, shares.upper)
    let value = share * within
    return Estimate(
        value: value,
        interval: Interval(
            lower: max(-1, value - reach(newcombe.lower, low)),
            upper: min(1, value + reach(newcombe.upper, high))),
        confidence: 0.95)
}
