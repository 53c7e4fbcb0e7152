/// A χ² statistic with its degrees of freedom and p-value.
package struct ChiSquaredTest: Sendable, Equatable {
    package let statistic: Double
    package let degrees: Int
    package let p: Double

    /// Creates a result from its statistic; with 0 degrees of freedom p is 1.
    package init(statistic: Double, degrees: Int) {
        self.statistic = statistic
        self.degrees = degrees
        p = degrees > 0 ? ChiSquared(degrees: Double(degrees)).survival(statistic) : 1
    }
}

/// Returns Bowker's test of symmetry, Σ (n_kl − n_lk)²/(n_kl + n_lk) on q(q − 1)/2 degrees.
///
/// Bowker (1948); McNemar's χ² for two categories. A pair of empty cells adds nothing to the
/// statistic; nil where every pair is empty.
package func bowkerSymmetry(_ table: ContingencyTable) -> ChiSquaredTest? {
    var statistic = 0.0
    var isInformative = false
    for k in 0..<table.categories {
        for l in 0..<k where table.counts[k][l] + table.counts[l][k] > 0 {
            let gap = Double(table.counts[k][l] - table.counts[l][k])
            statistic += gap * gap / Double(table.counts[k][l] + table.counts[l][k])
            isInformative = true
        }
    }
    guard isInformative else { return nil }
    let degrees = table.categories * (table.categories - 1) / 2
    return ChiSquaredTest(statistic: statistic, degrees: degrees)
}

/// Returns the Stuart–Maxwell test that both raters use the categories equally often.
///
/// dᵀS⁻¹d on q − 1 degrees (Stuart 1955, Maxwell 1970). Unused categories and categories on
/// which the raters never differ are left out; nil where that leaves none or S is singular.
package func stuartMaxwell(_ table: ContingencyTable) -> ChiSquaredTest? {
    let counts = table.counts
    let kept = counts.indices.filter { k in
        counts.indices.contains { $0 != k && counts[k][$0] + counts[$0][k] > 0 }
    }
    guard kept.count > 1 else { return nil }
    func rowSum(_ k: Int) -> Int { counts[k].reduce(0, +) }
    func columnSum(_ k: Int) -> Int { counts.reduce(0) { $0 + $1[k] } }
    let free = kept.dropLast()
    let gaps = free.map { Double(rowSum($0) - columnSum($0)) }
    let covariances = free.map { k in
        free.map { l in
            k == l
                ? Double(rowSum(k) + columnSum(k) - 2 * counts[k][k])
                : -Double(counts[k][l] + counts[l][k])
        }
    }
    guard let solution = solveLinear(covariances, gaps) else { return nil }
    let statistic = zip(gaps, solution).reduce(0) { $0 + $1.0 * $1.1 }
    return ChiSquaredTest(statistic: statistic, degrees: free.count)
}

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
