/// How many raters put each item into each category; raters may miss items.
package struct RatingCounts: Sendable, Equatable {
    /// A row of category counts for each item that anyone rated.
    package let items: [[Int]]
    /// Number of categories.
    package let categories: Int

    /// Creates counts from rows of equal length; items nobody rated are left out.
    package init(items: [[Int]]) {
        categories = items.first?.count ?? 0
        precondition(items.allSatisfy { [categories] in $0.count == categories }, "ragged rows")
        self.items = items.filter { $0.contains { $0 > 0 } }
    }

    /// Creates counts from one row of ratings per item, nil where a rater did not rate.
    ///
    /// The categories are those that occur, unless declared.
    package init<Label: Hashable & Comparable>(
        ratings: [[Label?]], categories declared: [Label]? = nil
    ) {
        let labels = declared ?? Set(ratings.joined().compactMap(\.self)).sorted()
        let position = Dictionary(
            labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = ratings.map { row in
            var counts = [Int](repeating: 0, count: labels.count)
            for label in row.compactMap(\.self) {
                if let index = position[label] { counts[index] += 1 }
            }
            return counts
        }
        categories = labels.count
        items = rows.filter { $0.contains { $0 > 0 } }
    }

    /// Creates the counts of two raters from their table.
    package init(_ table: ContingencyTable) {
        var rows: [[Int]] = []
        for (k, row) in table.counts.enumerated() {
            for (l, count) in row.enumerated() {
                var item = [Int](repeating: 0, count: table.categories)
                item[k] += 1
                item[l] += 1
                rows += [[Int]](repeating: item, count: count)
            }
        }
        categories = table.categories
        items = rows
    }

    /// The share of agreeing pairs of raters, averaged over items with two raters or more.
    var observedAgreement: Double? { mean(pairAgreements.compactMap(\.self)) }

    /// Each item's share of agreeing pairs; nil where fewer than two raters rated.
    var pairAgreements: [Double?] {
        items.map { row in
            let raters = row.reduce(0, +)
            guard raters > 1 else { return nil }
            let agreeing = row.reduce(0) { $0 + $1 * ($1 - 1) }
            return Double(agreeing) / Double(raters * (raters - 1))
        }
    }

    /// Each category's mean share over items.
    var meanShares: [Double] {
        (0..<categories).map { k in
            let shares = items.map { Double($0[k]) / Double($0.reduce(0, +)) }
            return mean(shares) ?? 0
        }
    }
}
