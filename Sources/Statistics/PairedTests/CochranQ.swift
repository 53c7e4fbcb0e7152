/// Returns Cochran's Q test that k paths are equally often right, on k − 1 degrees.
///
/// One row per item, one entry per path. Cochran (1950). Nil with fewer than two paths or where
/// no item tells the paths apart.
package func cochranQ(_ items: [[Bool]]) -> ChiSquaredTest? {
    guard let k = items.first?.count, k > 1 else { return nil }
    precondition(items.allSatisfy { $0.count == k }, "every item has an entry for every path")
    let pathTotals = (0..<k).map { path in Double(items.count { $0[path] }) }
    let itemTotals = items.map { Double($0.count { $0 }) }
    let total = itemTotals.reduce(0, +)
    let pathSquares = pathTotals.reduce(0) { $0 + $1 * $1 }
    let denominator = Double(k) * total - itemTotals.reduce(0) { $0 + $1 * $1 }
    guard denominator > 0 else { return nil }
    let statistic = Double(k - 1) * (Double(k) * pathSquares - total * total) / denominator
    return ChiSquaredTest(statistic: statistic, degrees: k - 1)
}
