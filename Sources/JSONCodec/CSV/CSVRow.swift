/// One row of a CSV text.
package struct CSVRow: Hashable, Sendable {
    /// The line that it begins on, from 1.
    package var line: Int
    package var header: [String]
    /// As many as `header` has.
    package var values: [String]

    package init(line: Int, header: [String], values: [String]) {
        self.line = line
        self.header = header
        self.values = values
    }

    /// The columns in their order.
    package var pairs: some Sequence<(name: String, value: String)> {
        zip(header, values).lazy.map { (name: $0, value: $1) }
    }

    /// The value in column `name`.
    package subscript(name: String) -> String? {
        header.firstIndex(of: name).map { values[$0] }
    }
}
