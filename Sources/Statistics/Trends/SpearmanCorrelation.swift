import RealModule

/// Spearman's rank correlation of weighted pairs of levels, ties at mid-ranks.
///
/// Counts of a table of levels rather than pairs: a proxy and an outcome have few levels.
package struct SpearmanCorrelation: Sendable, Equatable {
    /// In [−1, 1].
    package let coefficient: Double
    /// The number of pairs.
    package let count: Double

    /// Creates the correlation from counts, a row a level of the one and a column a level of the
    /// other, both rising; nil below three pairs, or where either does not vary.
    package init?(_ table: [[Double]]) {
        let rows = table.map { $0.reduce(0, +) }
        let columns = (table.first ?? []).indices.map { column in
            table.reduce(0) { $0 + $1[column] }
        }
        let n = rows.reduce(0, +)
        guard n > 2 else { return nil }
        let (x, y) = (Self.centredRanks(rows), Self.centredRanks(columns))
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for (row, counts) in table.enumerated() {
            for (column, count) in counts.enumerated() { xy += count * x[row] * y[column] }
        }
        for (row, count) in rows.enumerated() { xx += count * x[row] * x[row] }
        for (column, count) in columns.enumerated() { yy += count * y[column] * y[column] }
        guard xx > 0, yy > 0 else { return nil }
        coefficient = max(-1, min(1, xy / (xx * yy).squareRoot()))
        count = n
    }

    private static func centredRanks(_ counts: [Double]) -> [Double] {
        let center = (counts.reduce(0, +) + 1) / 2
        var below = 0.0
        return counts.map { count in
            defer { below += count }
            return below + (count + 1) / 2 - center
        }
    }

    /// Fisher's z of the coefficient; ±∞ at ±1.
    package var fisherZ: Double {
        abs(coefficient) < 1 ? .atanh(coefficient) : coefficient * .infinity
    }

    /// The variance of ``fisherZ``, 1.06/(n − 3) (Fieller, Hartley & Pearson 1957); nil at n ≤ 3.
    package var fisherVariance: Double? { count > 3 ? 1.06 / (count - 3) : nil }

    /// Returns the interval by Fisher's z; nil at n ≤ 3.
    package func interval(confidence: Double = 0.95) -> Interval? {
        guard let variance = fisherVariance else { return nil }
        guard fisherZ.isFinite else { return Interval(lower: coefficient, upper: coefficient) }
        let margin = twoSidedZ(confidence) * variance.squareRoot()
        return Interval(lower: .tanh(fisherZ - margin), upper: .tanh(fisherZ + margin))
    }
}
