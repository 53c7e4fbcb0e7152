/// One field of many cases, as baselines read it.
package struct CaseColumn: Sendable {
    package enum Values: Sendable {
        /// NaN where there is none.
        case numbers([Double])
        /// Positions among `names`, which are moments in their order; NaN where there is none.
        case moments([Double], names: [String])
        /// Positions among `names`, -1 where there is none; `literals` are the values as CEL.
        case categories([Int32], names: [String], literals: [String])
        case words(WordColumn)
    }

    /// The path of the field, as `order.amount`.
    package let name: String
    /// How CEL reads it: the path, where need be within `double()`.
    package let expression: String
    package let values: Values
    /// Whether some cases have no value.
    package let hasMissing: Bool

    /// Returns whether case `row` has a value.
    package func isPresent(_ row: Int) -> Bool {
        switch values {
        case .numbers(let numbers), .moments(let numbers, _): !numbers[row].isNaN
        case .categories(let codes, _, _): codes[row] >= 0
        case .words(let words): words.isPresent[row]
        }
    }
}

/// A field of texts, or of lists, as words.
package struct WordColumn: Sendable {
    package let names: [String]
    /// Where the words of each case begin in `words`, and at last their number.
    package let starts: [Int]
    package let words: [UInt32]
    package let isPresent: [Bool]
    /// Whether the values are lists, whose elements are the words.
    package let isList: Bool

    /// The words of case `row` in their order.
    package subscript(row: Int) -> ArraySlice<UInt32> { words[starts[row]..<starts[row + 1]] }
}
