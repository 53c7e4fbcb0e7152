/// Returns the indices, ascending, of the hypotheses that e-BH rejects at level `alpha`.
///
/// Wang & Ramdas (2022): the k* largest e-values, k* being the largest k whose k-th largest
/// e-value is at least m/(kα). Controls the false discovery rate under any dependence.
package func eBenjaminiHochberg(_ eValues: [Double], alpha: Double) -> [Int] {
    precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
    let order = eValues.indices.sorted { eValues[$0] > eValues[$1] }
    let m = Double(eValues.count)
    let last = order.indices.last { Double($0 + 1) * eValues[order[$0]] >= m / alpha }
    return last.map { order[...$0].sorted() } ?? []
}
