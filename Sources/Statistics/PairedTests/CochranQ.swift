/// Returns Cochran's Q test that k paths are equally often right, on k − 1 degrees.
///
/// One row per item, one entry per path. Cochran (1950). Nil with fewer than two paths or where
/// no item tells the paths apart.
package func cochranQ(_ items: [[Bool]]) -> ChiSquaredTest? {
    cochranQ(patterns: items.map { ($0, 1) })
}

/// Returns the same of items that are counted by which paths were right, one entry per path.
package func cochranQ(patterns: [(right: [Bool], count: Int)]) -> ChiSquaredTest? {
    guard let k = patterns.first?.right.count, k > 1 else { return nil }
    precondition(
        patterns.allSatisfy { $0.right.count == k }, "every item has an entry for every path")
    var pathTotals = [Double](repeating: 0, count: k)
    var (total, squares) = (0.0, 0.0)
    for (right, count) in patterns {
        for path in 0..<k where right[path] { pathTotals[path] += Double(count) }
        let paths = Double(right.count { $0 })
        total += paths * Double(count)
        squares += paths * paths * Double(count)
    }
    let pathSquares = pathTotals.reduce(0) { $0 + $1 * $1 }
    let denominator = Double(k) * total - squares
    guard denominator > 0 else { return nil }
    let statistic = Double(k - 1) * (Double(k) * pathSquares - total * total) / denominator
    return ChiSquaredTest(statistic: statistic, degrees: k - 1)
}
