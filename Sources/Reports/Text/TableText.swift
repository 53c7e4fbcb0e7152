/// A table with aligned columns for the terminal.
package struct TableText: Sendable {
    package enum Alignment: Hashable, Sendable {
        case left, right
    }

    private static let gap = 2

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

    /// Returns the lines, header first, without spaces at their ends, in `width` columns.
    ///
    /// Cells are broken between words where that is needed. Columns for which there is no room
    /// even so follow in another block below, with the first column before them. No word is ever
    /// broken: one that is wider than the screen stands out.
    package func lines(width: Int) -> [String] {
        blocks(width: width).map { block($0, width: width) }.joined(separator: [""])
            .map(\.self)
    }

    private var cells: [[String]] { (header.allSatisfy(\.isEmpty) ? [] : [header]) + rows }

    /// The columns of each block.
    private func blocks(width: Int) -> [[Int]] {
        guard header.count > 1 else { return [Array(header.indices)] }
        var blocks: [[Int]] = []
        var block = [0]
        for column in header.indices.dropFirst() {
            if block.count > 1, total((block + [column]).map(narrowest)) > width {
                blocks.append(block)
                block = [0]
            }
            block.append(column)
        }
        return blocks + [block]
    }

    private func block(_ columns: [Int], width: Int) -> [String] {
        let room = widths(of: columns, within: width)
        let wrapped = cells.map { row in
            zip(columns, room).map { LabelledText.wrap(row[$0], width: $1, keepsParentheses: true) }
        }
        // Broken cells may need less room than they were given.
        let widths = columns.indices.map { place in
            wrapped.flatMap { $0[place] }.map(\.count).max() ?? 0
        }
        return wrapped.flatMap { row -> [String] in
            let height = row.map(\.count).max() ?? 1
            return (0..<height).map { line in
                let texts = row.map { line < $0.count ? $0[line] : "" }
                return Self.line(texts, widths, columns.map { alignments[$0] })
            }
        }
    }

    /// As wide as the cells are; where that is too much, the widest columns give way first.
    private func widths(of columns: [Int], within width: Int) -> [Int] {
        let least = columns.map(narrowest)
        var widths = columns.map { column in cells.map { $0[column].count }.max() ?? 0 }
        while total(widths) > width {
            let giving = widths.indices.filter { widths[$0] > least[$0] }
            guard let widest = giving.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    /// The length of a column's longest word.
    private func narrowest(_ column: Int) -> Int {
        cells.flatMap { LabelledText.words($0[column]) }.map(\.count).max() ?? 0
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + Self.gap * (widths.count - 1)
    }

    private static func line(
        _ texts: [String], _ widths: [Int], _ alignments: [Alignment]
    ) -> String {
        var line = ""
        for (index, text) in texts.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - text.count))
            if index > 0 { line += String(repeating: " ", count: gap) }
            line += alignments[index] == .left ? text + padding : padding + text
        }
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
