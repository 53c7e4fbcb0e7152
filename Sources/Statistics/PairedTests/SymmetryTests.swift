/// What happens to a square table in which some cell is empty.
package enum EmptyCells: Sendable, Equatable {
    /// The counts stand as they are.
    case asCounted
    /// An empty cell counts ½, as statsmodels has it unless told otherwise.
    case countedAsHalf
}

/// Returns Bowker's test of symmetry, Σ (n_kl − n_lk)²/(n_kl + n_lk) on q(q − 1)/2 degrees.
///
/// Bowker (1948); McNemar's χ² for two categories. A pair of empty cells adds nothing to the
/// statistic; nil where every pair is empty.
package func bowkerSymmetry(
    _ table: ContingencyTable, emptyCells: EmptyCells = .asCounted
) -> ChiSquaredTest? {
    let counts = cells(table, emptyCells)
    var statistic = 0.0
    var isInformative = false
    for k in 0..<table.categories {
        for l in 0..<k where counts[k][l] + counts[l][k] > 0 {
            let gap = counts[k][l] - counts[l][k]
            statistic += gap * gap / (counts[k][l] + counts[l][k])
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
package func stuartMaxwell(
    _ table: ContingencyTable, emptyCells: EmptyCells = .asCounted
) -> ChiSquaredTest? {
    let counts = cells(table, emptyCells)
    let kept = counts.indices.filter { k in
        counts.indices.contains { $0 != k && counts[k][$0] + counts[$0][k] > 0 }
    }
    guard kept.count > 1 else { return nil }
    func rowSum(_ k: Int) -> Double { counts[k].reduce(0, +) }
    func columnSum(_ k: Int) -> Double { counts.reduce(0) { $0 + $1[k] } }
    let free = kept.dropLast()
    let gaps = free.map { rowSum($0) - columnSum($0) }
    let covariances = free.map { k in
        free.map { l in
            k == l
                ? rowSum(k) + columnSum(k) - 2 * counts[k][k]
                : -(counts[k][l] + counts[l][k])
        }
    }
    guard let solution = solveLinear(covariances, gaps) else { return nil }
    let statistic = zip(gaps, solution).reduce(0) { $0 + $1.0 * $1.1 }
    return ChiSquaredTest(statistic: statistic, degrees: free.count)
}

private func cells(_ table: ContingencyTable, _ emptyCells: EmptyCells) -> [[Double]] {
    let empty = emptyCells == .countedAsHalf ? 0.5 : 0
    return table.counts.map { $0.map { $0 == 0 ? empty : Double($0) } }
}
