/// Returns Bonett & Price's adjusted Wald interval for the paired difference of accuracies.
///
/// Bonett & Price (2012): one pseudo-pair in each discordant cell, of n + 2. Nil for no pairs.
package func bonettPriceInterval(_ table: PairedTable, confidence: Double = 0.95) -> Interval? {
    guard table.pairs > 0 else { return nil }
    let n = Double(table.pairs) + 2
    let p12 = (Double(table.onlyFirst) + 1) / n
    let p21 = (Double(table.onlySecond) + 1) / n
    return waldInterval(p12, p21, n, confidence)
}

/// Returns Agresti & Min's adjusted Wald interval for the paired difference of accuracies.
///
/// Agresti & Min (2005): half a pseudo-pair in each of the four cells. Nil for no pairs.
package func agrestiMinInterval(_ table: PairedTable, confidence: Double = 0.95) -> Interval? {
    guard table.pairs > 0 else { return nil }
    let n = Double(table.pairs) + 2
    let p12 = (Double(table.onlyFirst) + 0.5) / n
    let p21 = (Double(table.onlySecond) + 0.5) / n
    return waldInterval(p12, p21, n, confidence)
}

private func waldInterval(
    _ p12: Double, _ p21: Double, _ n: Double, _ confidence: Double
) -> Interval {
    let difference = p12 - p21
    let variance = max(0, p12 + p21 - difference * difference) / n
    let margin = twoSidedZ(confidence) * variance.squareRoot()
    return Interval(center: difference, margin: margin).clamped(to: .signedUnit)
}
