import RealModule

/// Tests of independence of the rows and columns of a table of counts.
///
/// Empty rows and columns are left out.
package struct IndependenceTest: Sendable, Equatable {
    private let counts: [[Double]]
    private let expected: [[Double]]

    /// Creates the test; nil unless two rows and two columns have counts.
    package init?(_ table: [[Int]]) {
        precondition(table.allSatisfy { $0.count == table.first?.count }, "ragged table")
        precondition(table.allSatisfy { $0.allSatisfy { $0 >= 0 } }, "negative count")
        let rows = table.filter { $0.contains { $0 > 0 } }
        let columns = (table.first ?? []).indices.filter { k in rows.contains { $0[k] > 0 } }
        guard rows.count > 1, columns.count > 1 else { return nil }
        let kept = rows.map { row in columns.map { Double(row[$0]) } }
        let rowTotals = kept.map { $0.reduce(0, +) }
        let columnTotals = columns.indices.map { k in kept.reduce(0) { $0 + $1[k] } }
        let total = rowTotals.reduce(0, +)
        counts = kept
        expected = rowTotals.map { row in columnTotals.map { row * $0 / total } }
    }

    /// (rows − 1)(columns − 1).
    package var degrees: Int { (counts.count - 1) * (counts[0].count - 1) }

    /// Pearson's χ² without correction.
    package var pearson: ChiSquaredTest { test { ($0 - $1) * ($0 - $1) / $1 } }

    /// Pearson's χ² with Yates' correction: every gap shrinks by ½, not beyond 0.
    package var yates: ChiSquaredTest {
        test { observed, expected in
            let gap = max(0, abs(observed - expected) - 0.5)
            return gap * gap / expected
        }
    }

    /// The likelihood ratio statistic G = 2 Σ O ln(O/E).
    package var likelihoodRatio: ChiSquaredTest {
        test { $0 > 0 ? 2 * $0 * .log($0 / $1) : 0 }
    }

    /// Cramér's V = √(χ²/(n (min(rows, columns) − 1))), in [0, 1], without bias correction.
    package var cramersV: Double {
        let total = counts.joined().reduce(0, +)
        let smaller = Double(min(counts.count, counts[0].count) - 1)
        return (pearson.statistic / (total * smaller)).squareRoot()
    }

    private func test(_ term: (_ observed: Double, _ expected: Double) -> Double) -> ChiSquaredTest
    {
        let statistic = zip(counts.joined(), expected.joined()).reduce(0) { $0 + term($1.0, $1.1) }
        return ChiSquaredTest(statistic: statistic, degrees: degrees)
    }
}

/// Fisher's exact test of a 2 × 2 table [[a, b], [c, d]].
package struct FisherExactTest: Sendable, Equatable {
    /// The two-sided p-value: all tables with these margins that are no likelier than the given.
    package let p: Double
    /// The sample odds ratio ad/(bc); nil where bc = 0.
    package let oddsRatio: Double?

    /// Creates the test of four counts.
    package init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        precondition(min(a, b, c, d) >= 0, "negative count")
        oddsRatio = b * c > 0 ? Double(a) * Double(d) / (Double(b) * Double(c)) : nil
        let (row, column, total) = (a + b, a + c, a + b + c + d)
        func logChoose(_ n: Int, _ k: Int) -> Double {
            -logBeta(Double(k + 1), Double(n - k + 1)) - .log(Double(n) + 1)
        }
        func chance(_ count: Int) -> Double {
            .exp(
                logChoose(row, count) + logChoose(total - row, column - count)
                    - logChoose(total, column))
        }
        let limit = chance(a) * (1 + 1e-7)
        let counts = max(0, row + column - total)...min(row, column)
        p = min(1, counts.map(chance).filter { $0 <= limit }.reduce(0, +))
    }
}
