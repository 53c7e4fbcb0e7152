/// Why a row of a CSV text was left out.
package struct CSVError: Error, Hashable, Sendable {
    package enum Fact: Hashable, Sendable {
        case ragged(fields: Int, columns: Int)
        /// A quote inside a field that does not begin with one.
        case strayQuote
        case textAfterQuote
        case unterminatedQuote
        case invalidUTF8
        case tooLong(limit: Int)
        /// A name that two columns share; no row is read.
        case duplicateColumn(String)
    }

    /// The line that the row begins on, from 1.
    package var line: Int
    package var fact: Fact

    package init(line: Int, fact: Fact) {
        self.line = line
        self.fact = fact
    }
}

extension CSVError: CustomStringConvertible {
    /// The fact in words, without the place.
    package var description: String {
        switch fact {
        case .ragged(let fields, let columns):
            "a row with \(Self.count(fields, "field")); the header has \(Self.count(columns, "column"))"
        case .strayQuote: "a quote inside a field that is not quoted; quote the field and double it"
        case .textAfterQuote: "text after a closing quote; expected `,` or the end of the row"
        case .unterminatedQuote: "a quoted field that never ends"
        case .invalidUTF8: "bytes that are not UTF-8; save the file as UTF-8"
        case .tooLong(let limit): "a row of more than \(limit) bytes"
        case .duplicateColumn(let name): "duplicate column `\(name.prefix(64))`"
        }
    }

    private static func count(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}
