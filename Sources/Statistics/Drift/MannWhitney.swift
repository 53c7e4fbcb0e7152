/// The Mann–Whitney test of two independent samples, by the normal approximation.
///
/// Mann & Whitney (1947) with tie correction and continuity correction.
package struct MannWhitney: Sendable, Equatable {
    /// U of the first sample: how often it exceeds the second, ties counting ½.
    package let statistic: Double
    /// The two-sided p-value; nil where all values are the same.
    package let p: Double?

    /// Creates the test; nil where a sample is empty.
    package init?(_ first: [Double], _ second: [Double]) {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let pooled = first + second
        let ranks = midRanks(pooled)
        let (n1, n2) = (Double(first.count), Double(second.count))
        let n = n1 + n2
        statistic = ranks[..<first.count].reduce(0, +) - n1 * (n1 + 1) / 2
        let sizes = Dictionary(pooled.map { ($0, 1.0) }, uniquingKeysWith: +).values
        let ties = sizes.reduce(0) { $0 + $1 * $1 * $1 - $1 }
        let variance = n1 * n2 / 12 * (n + 1 - ties / (n * (n - 1)))
        let larger = max(statistic, n1 * n2 - statistic)
        p =
            variance > 0
            ? min(1, 2 * Normal.survival((larger - n1 * n2 / 2 - 0.5) / variance.squareRoot()))
            : nil
    }
}
