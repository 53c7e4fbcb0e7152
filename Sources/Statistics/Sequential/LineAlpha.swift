/// Returns the share of `alpha` that the k-th line of evidence of a feature may spend.
///
/// alpha · 6/(π²k²): over all lines ever begun, the shares add up to `alpha`. `line` counts from 1.
package func lineAlpha(_ alpha: Double, line: Int) -> Double {
    precondition(line >= 1, "lines count from 1")
    let k = Double(line)
    return alpha * 6 / (.pi * .pi * k * k)
}
