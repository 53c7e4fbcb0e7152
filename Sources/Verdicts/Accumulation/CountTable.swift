/// Counts by row and column.
package struct CountTable: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    private var counts: [Int]

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        counts = Array(repeating: 0, count: rows * columns)
    }

    package subscript(row: Int, column: Int) -> Int {
        get { counts[row * columns + column] }
        set { counts[row * columns + column] = newValue }
    }

    /// Adds the counts of a table of the same size.
    mutating func join(_ other: CountTable) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    package var total: Int { counts.reduce(0, +) }

    /// The counts, a row each.
    package var rowValues: [[Int]] {
        (0..<rows).map { Array(counts[$0 * columns..<($0 + 1) * columns]) }
    }
}
