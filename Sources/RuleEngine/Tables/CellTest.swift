/// What a cell of a table accepts of its input.
struct CellTest: Hashable, Sendable {
    /// Whether any value will do, and also none: the cell is `-`.
    var acceptsAnything = false
    /// Whether the tests stand in `not(…)`: then present values that none of them accepts will do.
    var isNegated = false
    var acceptsAbsent = false
    /// Ranges of ordinals, in the order of the cell.
    var ranges: [ClosedRange<Int64>] = []
    /// Texts as UTF-8.
    var texts: [[UInt8]] = []
    var flags: [Bool] = []

    static let anything = CellTest(acceptsAnything: true)

    /// Adds what `other` accepts.
    mutating func formUnion(_ other: CellTest) {
        acceptsAbsent = acceptsAbsent || other.acceptsAbsent
        ranges += other.ranges
        texts += other.texts
        flags += other.flags
    }
}
