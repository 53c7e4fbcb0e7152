import RealModule

/// Wilcoxon's signed-rank test of paired differences, exact with ties.
///
/// Zeros are dropped (Wilcoxon 1945), ties share ranks, and the null distribution counts every
/// choice of signs of the ranks as they stand.
package struct WilcoxonSignedRank: Sendable, Equatable {
    /// The smaller of the rank sums of positive and negative differences.
    package let statistic: Double
    /// The two-sided p-value.
    package let p: Double

    /// Creates the test; nil where no difference is left, or more than 2,000.
    package init?(_ differences: [Double]) {
        let kept = differences.filter { $0 != 0 }
        guard !kept.isEmpty, kept.count <= 2_000 else { return nil }
        // Doubled ranks are whole numbers.
        let ranks = midRanks(kept.map { abs($0) }).map { Int((2 * $0).rounded()) }
        let total = ranks.reduce(0, +)
        let positive = zip(kept, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
        let smaller = min(positive, total - positive)
        var chances = [Double](repeating: 0, count: total + 1)
        chances[0] = 1
        var reach = 0
        for rank in ranks {
            reach += rank
            for sum in stride(from: reach, through: 0, by: -1) {
                chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2
            }
        }
        statistic = Double(smaller) / 2
        p = min(1, 2 * chances[...smaller].reduce(0, +))
    }
}
