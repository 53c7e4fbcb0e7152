/// A table with aligned columns for the terminal.
package struct TableText: Sendable {
    package enum Alignment: Hashable, Sendable {
        case left, right
    }

    private let header: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// Creates a table; the first column is aligned to the left, the others to the right, unless
    /// `alignments` says otherwise.
    package init(_ header: [String], alignments: [Alignment]? = nil) {
        self.header = header
        self.alignments =
            alignments ?? header.indices.map { $0 == 0 ? .left : .right }
    }

    /// Adds a row; missing cells at its end are empty.
    package mutating func append(_ row: [String]) {
        rows.append(row + Array(repeating: "", count: max(0, header.count - row.count)))
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// The lines, header first, without spaces at their ends.
    package var lines: [String] {
        let all = (header.allSatisfy(\.isEmpty) ? [] : [header]) + rows
        let widths = header.indices.map { column in
            all.map { $0[column].count }.max() ?? 0
        }
        return all.map { row in
            var line = ""
            for (column, cell) in row.prefix(widths.count).enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                if column > 0 { line += "  " }
                line += alignments[column] == .left ? cell + padding : padding + cell
            }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
