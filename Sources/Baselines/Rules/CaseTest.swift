/// A question about one field of a case that a rule can ask.
package struct CaseTest: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case isPresent
        /// Greater than a number, or later than the moment before that position.
        case isAbove(Double)
        /// Equal to a category.
        case equals(Int32)
        case contains(word: UInt32)
    }

    /// Position of the column in the table.
    package let column: Int
    package let kind: Kind

    /// Returns whether case `row` passes; a case without a value never does.
    func holds(_ table: CaseTable, _ row: Int) -> Bool {
        let column = table.columns[column]
        switch (kind, column.values) {
        case (.isPresent, _): return column.isPresent(row)
        case (.isAbove(let limit), .numbers(let numbers)),
            (.isAbove(let limit), .moments(let numbers, _)):
            return numbers[row] > limit
        case (.equals(let category), .categories(let codes, _, _)): return codes[row] == category
        case (.contains(let word), .words(let words)): return words[row].contains(word)
        default: return false
        }
    }

    /// The test as a CEL condition.
    func cel(_ table: CaseTable) -> String {
        let column = table.columns[column]
        let guarded = column.hasMissing ? "has(\(CELText.path(column.name))) && " : ""
        switch (kind, column.values) {
        case (.isPresent, _): return "has(\(CELText.path(column.name)))"
        case (.isAbove(let limit), .numbers):
            return "\(guarded)\(column.expression) > \(CELText.literal(limit))"
        case (.isAbove(let limit), .moments(_, let names)):
            let latest = CELText.literal(names[Int(limit.rounded(.down))])
            return "\(guarded)\(column.expression) > \(latest)"
        case (.equals(let category), .categories(_, _, let literals)):
            return guarded + Self.equals(literals[Int(category)], column.expression)
        case (.contains(let word), .words(let words)):
            return guarded + Self.contains(words.names[Int(word)], words, column.expression)
        default: return "false"
        }
    }

    private static func equals(_ literal: String, _ expression: String) -> String {
        switch literal {
        case "true": expression
        case "false": "!\(expression)"
        default: "\(expression) == \(literal)"
        }
    }

    /// Word ends are those of ASCII; a word with other letters is found within longer ones, too.
    private static func contains(
        _ word: String, _ column: WordColumn, _ expression: String
    ) -> String {
        guard !column.isList else { return "\(CELText.literal(word)) in \(expression)" }
        let isASCII = word.utf8.allSatisfy { $0 < 0x80 }
        let pattern = isASCII ? "(?i)\\b\(word)\\b" : "(?i)\(word)"
        return "\(expression).matches(\(CELText.literal(pattern)))"
    }
}
