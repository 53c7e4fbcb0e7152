import Diagnostics

/// The cells of a comma-separated file (RFC 4180), as spreadsheets write it.
///
/// Commas, semicolons or tabs part the cells, whichever the first line has; cells in quotes may hold
/// them, line breaks and doubled quotes. Lines without any text are passed over.
struct CSVFile {
    let rows: [[SourceCell]]
    let diagnostics: [Diagnostic]

    init(_ source: SourceText) {
        var reader = Reader(source)
        reader.readAll()
        rows = reader.rows
        diagnostics = reader.diagnostics
    }
}

extension CSVFile {
    private struct Reader {
        let source: SourceText
        private let bytes: [UInt8]
        private let separator: UInt8
        private var index = 0
        private(set) var rows: [[SourceCell]] = []
        private(set) var diagnostics: [Diagnostic] = []

        private static let mostFindings = 500
        private static let quote = UInt8(ascii: "\"")
        private static let newline = UInt8(ascii: "\n")
        private static let carriageReturn = UInt8(ascii: "\r")

        init(_ source: SourceText) {
            self.source = source
            bytes = Array(source.text.utf8)
            separator = Self.separator(of: bytes)
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        }

        private static func separator(of bytes: [UInt8]) -> UInt8 {
            let line = bytes.prefix { $0 != newline }
            let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
            let counted = candidates.map { candidate in line.count { $0 == candidate } }
            let most = counted.max() ?? 0
            return zip(candidates, counted).first { $0.1 == most }?.0 ?? candidates[0]
        }

        mutating func readAll() {
            while index < bytes.count {
                let row = readRow()
                if row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
            }
        }

        private mutating func readRow() -> [SourceCell] {
            var row: [SourceCell] = []
            while true {
                row.append(readCell())
                guard index < bytes.count, bytes[index] == separator else { break }
                index += 1
            }
            if index < bytes.count, bytes[index] == Self.carriageReturn { index += 1 }
            if index < bytes.count, bytes[index] == Self.newline { index += 1 }
            return row
        }

        private func isEnd(_ byte: UInt8) -> Bool {
            byte == separator || byte == Self.newline || byte == Self.carriageReturn
        }

        private mutating func readCell() -> SourceCell {
            if index < bytes.count, bytes[index] == Self.quote { return readQuoted() }
            var start = index
            while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
            var end = index
            while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
            while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
            return cell(bytes[start..<end]) { [source] in
                source.position(ofUTF8Offset: start + $0)
            }
        }

        private mutating func readQuoted() -> SourceCell {
            let start = index
            var content: [UInt8] = []
            /// Where in the content a doubled quote stands.
            var doubled: [Int] = []
            index += 1
            while index < bytes.count {
                if bytes[index] == Self.quote {
                    guard index + 1 < bytes.count, bytes[index + 1] == Self.quote else { break }
                    doubled.append(content.count)
                    index += 1
                }
                content.append(bytes[index])
                index += 1
            }
            let place: (Int) -> SourcePosition = { [source] offset in
                let extra = doubled.count { $0 < offset }
                return source.position(ofUTF8Offset: start + 1 + offset + extra)
            }
            if index >= bytes.count {
                report(start, "a cell in quotes does not end", hint: "write `\"` after it")
            } else {
                index += 1
                let rest = index
                while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
                if bytes[rest..<index].contains(where: { $0 != UInt8(ascii: " ") }) {
                    report(
                        rest, "text stands after a cell in quotes",
                        hint: "quotes inside a cell are doubled, and the whole cell is quoted")
                }
            }
            return cell(content[...], place: place)
        }

        private func cell(
            _ content: ArraySlice<UInt8>, place: @escaping (Int) -> SourcePosition
        ) -> SourceCell {
            // A spreadsheet quotes as it likes, so that its quotes don't tell a text.
            SourceCell(
                String(decoding: content, as: UTF8.self), in: source, place: place)
        }

        /// To place a finding takes time in proportion to its line.
        private mutating func report(_ offset: Int, _ fact: String, hint: String) {
            guard diagnostics.count < Self.mostFindings else { return }
            diagnostics.append(
                Diagnostic(
                    in: source, at: source.position(ofUTF8Offset: offset), fact, hint: hint))
        }
    }
}
