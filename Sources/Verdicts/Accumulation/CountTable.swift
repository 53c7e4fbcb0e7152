/// Counts by row and column; they take no room before the first.
package struct CountTable: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    private var counts: [Int]

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        counts = []
    }

    package subscript(row: Int, column: Int) -> Int {
        get { counts.isEmpty ? 0 : counts[row * columns + column] }
        set {
            if counts.isEmpty { counts = Array(repeating: 0, count: rows * columns) }
            counts[row * columns + column] = newValue
        }
    }

    /// Adds the counts of a table of the same size.
    mutating func join(_ other: CountTable) {
        guard !counts.isEmpty, !other.counts.isEmpty else {
            if counts.isEmpty { counts = other.counts }
            return
        }
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    package var total: Int { counts.reduce(0, +) }

    /// The counts on the diagonal.
    var agreeing: Int { (0..<rows).reduce(0) { $0 + self[$1, $1] } }

    /// The counts, a row each.
    package var rowValues: [[Int]] {
        (0..<rows).map { row in (0..<columns).map { self[row, $0] } }
    }
}
