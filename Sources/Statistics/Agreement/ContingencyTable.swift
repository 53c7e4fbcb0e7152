/// A square table of counts: how often rater 1 said row k and rater 2 said column l.
package struct ContingencyTable: Sendable, Equatable {
    package let counts: [[Int]]

    /// Creates a table; rows and columns are the same categories in the same order.
    package init(_ counts: [[Int]]) {
        precondition(counts.allSatisfy { $0.count == counts.count }, "the table is square")
        precondition(counts.allSatisfy { $0.allSatisfy { $0 >= 0 } }, "negative count")
        self.counts = counts
    }

    /// Counts paired labels over `categories`; pairs with another label are not counted.
    package init<Label: Hashable>(_ first: [Label], _ second: [Label], categories: [Label]) {
        precondition(first.count == second.count, "the raters judge the same items")
        let position = Dictionary(
            categories.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var counts = [[Int]](
            repeating: [Int](repeating: 0, count: categories.count), count: categories.count)
        for (a, b) in zip(first, second) {
            guard let row = position[a], let column = position[b] else { continue }
            counts[row][column] += 1
        }
        self.counts = counts
    }

    package var categories: Int { counts.count }
    package var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    /// The table without the categories that neither rater used.
    package var withoutUnusedCategories: ContingencyTable {
        let used = counts.indices.filter { k in
            counts.contains { $0[k] > 0 } || counts[k].contains { $0 > 0 }
        }
        return ContingencyTable(used.map { row in used.map { counts[row][$0] } })
    }

    /// Shares of all items, row by row; the table must not be empty.
    var shares: [[Double]] {
        let n = Double(total)
        return counts.map { $0.map { Double($0) / n } }
    }
}
