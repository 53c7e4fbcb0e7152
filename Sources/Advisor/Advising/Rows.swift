/// Rows of the table of gates that are possible, each with its likelihood.
struct Rows: Sendable {
    private(set) var masses: [Int: Double]

    /// The one row from which offsets count.
    static let start = Rows(masses: [0: 1])
    static let none = Rows(masses: [:])

    private init(masses: [Int: Double]) { self.masses = masses }

    /// Returns the rows for one more variable, which is independent of those that are in.
    func adding(_ scores: Likelihood, _ offsets: [Int]) -> Rows {
        var sums: [Int: Double] = [:]
        for score in scores.support { sums[offsets[score], default: 0] += scores[score] }
        return adding(Rows(masses: sums))
    }

    func adding(_ other: Rows) -> Rows {
        var sums: [Int: Double] = [:]
        for (row, mass) in masses {
            for (offset, part) in other.masses { sums[row + offset, default: 0] += mass * part }
        }
        return Rows(masses: sums)
    }

    /// Takes in rows that are possible otherwise, with probability `weight`.
    mutating func merge(_ other: Rows, weight: Double) {
        for (row, mass) in other.masses { masses[row, default: 0] += mass * weight }
    }
}

/// A row, or a part of its number, before and after a change.
struct RowPair: Hashable {
    var before: Int
    var after: Int

    static func + (left: RowPair, right: RowPair) -> RowPair {
        RowPair(before: left.before + right.before, after: left.after + right.after)
    }
}
