/// Returns Newcombe's square-and-add interval for the paired difference of accuracies.
///
/// Newcombe (1998, Stat. Med. 17:2635) method 10: Wilson limits of both margins, joined by a
/// continuity-corrected φ. Nil for no pairs.
package func newcombePairedInterval(
    _ table: PairedTable, confidence: Double = 0.95
) -> Interval? {
    newcombePairedInterval(PairedWeights(table), confidence: confidence)
}

/// Returns the same interval where items count with weights, for their effective number.
package func newcombePairedInterval(
    _ table: PairedWeights, confidence: Double = 0.95
) -> Interval? {
    guard table.pairs > 0 else { return nil }
    let z = twoSidedZ(confidence)
    let n = table.pairs
    let p1 = table.firstRight / n
    let p2 = table.secondRight / n
    let wilson1 = wilsonInterval(share: p1, trials: n, z: z)
    let wilson2 = wilsonInterval(share: p2, trials: n, z: z)
    let phi = correctedPhi(table)
    let below = joined(p1 - wilson1.lower, wilson2.upper - p2, phi)
    let above = joined(wilson1.upper - p1, p2 - wilson2.lower, phi)
    return Interval(lower: p1 - p2 - below, upper: p1 - p2 + above).clamped(to: .signedUnit)
}

/// √(x² − 2φxy + y²), which rounding may not take below zero.
private func joined(_ x: Double, _ y: Double, _ phi: Double) -> Double {
    max(0, x * x - 2 * phi * x * y + y * y).squareRoot()
}

/// Returns φ with its numerator A = ad − bc reduced to max(A − n/2, 0) where positive.
///
/// 0 where a margin is empty.
private func correctedPhi(_ table: PairedWeights) -> Double {
    let n = table.pairs
    let (row1, column1) = (table.firstRight, table.secondRight)
    let margins = row1 * (n - row1) * column1 * (n - column1)
    guard margins > 0 else { return 0 }
    let product = table.bothRight * table.bothWrong - table.onlyFirst * table.onlySecond
    return (product > 0 ? max(product - n / 2, 0) : product) / margins.squareRoot()
}
