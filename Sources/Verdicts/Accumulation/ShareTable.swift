/// Which shares of all cases are of which truth (row) and answer (column).
///
/// They add up to 1, or all are 0 where no case is labelled.
package struct ShareTable: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    private let shares: [Double]

    /// Joins the counts of labelled cases, each of which stands for `weight` cases.
    init(rows: Int, columns: Int, _ strata: [(table: CountTable, weight: Double)]) {
        self.rows = rows
        self.columns = columns
        let all = strata.reduce(0) { $0 + $1.weight * Double($1.table.total) }
        shares = (0..<(rows * columns)).map { cell in
            guard all > 0 else { return 0 }
            return strata.reduce(0) {
                $0 + $1.weight * Double($1.table[cell / columns, cell % columns])
            } / all
        }
    }

    package subscript(row: Int, column: Int) -> Double { shares[row * columns + column] }

    /// The shares of the truths.
    package var truths: [Double] {
        (0..<rows).map { row in (0..<columns).reduce(0) { $0 + self[row, $1] } }
    }

    /// The share of right answers.
    package var right: Double { (0..<rows).reduce(0) { $0 + self[$1, $1] } }

    var isEmpty: Bool { shares.allSatisfy { $0 == 0 } }
}
