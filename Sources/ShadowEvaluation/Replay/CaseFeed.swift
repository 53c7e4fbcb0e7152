package import Decisions
package import JSONCodec

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Recorded cases from a file or standard input, in batches and constant memory.
package struct CaseFeed: ~Copyable {
    package enum Format: String, Sendable, CaseIterable {
        case jsonl, csv
    }

    // One of the two, as the format says.
    private var jsonLines: JSONLinesFile?
    private var rows: CSVFile?
    private let fields: [String: FieldType]
    private let isStandardInput: Bool

    /// Opens the file at `path`, or standard input for `-`.
    ///
    /// A batch holds about `chunkSize` bytes of the file.
    package init(
        path: String, format: Format, fields: [FieldDefinition], chunkSize: Int
    ) throws(FileError) {
        isStandardInput = path == "-"
        self.fields = Dictionary(
            fields.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        switch format {
        case .jsonl:
            jsonLines = try JSONLinesFile(path: path, chunkSize: chunkSize)
            rows = nil
        case .csv:
            jsonLines = nil
            rows = try CSVFile(path: path, chunkSize: chunkSize)
        }
    }

    /// Returns whether there is something to read within `time`; a file always has something.
    ///
    /// Whoever writes to standard input may wait for answers first, or for ever.
    package func hasInput(within time: Duration = .zero) -> Bool {
        guard isStandardInput else { return true }
        var event = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&event, 1, Int32(time / .milliseconds(1))) != 0
    }

    /// Returns the next batch, or `nil` at the end.
    package mutating func next() throws(FileError) -> CaseBatch? {
        if let lines = try jsonLines?.nextBatch() { return Self.batch(lines) }
        if let rows = try rows?.nextBatch() { return batch(rows.rows, rows.errors) }
        return nil
    }

    private static func batch(_ lines: JSONLinesBatch) -> CaseBatch {
        CaseBatch(
            bytes: lines.bytes,
            lines: lines.lines.map { CaseBatch.Line(range: $0.range, number: $0.number) },
            problems: lines.tooLong.map {
                CaseBatch.Problem(
                    line: $0.number, problem: CaseProblem(.lineTooLong, $0.description))
            })
    }

    private func batch(_ rows: [CSVRow], _ errors: [CSVError]) -> CaseBatch {
        var writer = JSONWriter()
        var lines: [CaseBatch.Line] = []
        // A spreadsheet writes rows that were emptied, too.
        for row in rows where row.values.contains(where: { !$0.isEmpty }) {
            let start = writer.bytes.count
            write(row, to: &writer)
            lines.append(CaseBatch.Line(range: start..<writer.bytes.count, number: row.line))
            writer.newline()
        }
        return CaseBatch(
            bytes: writer.bytes, lines: lines,
            problems: errors.map {
                CaseBatch.Problem(line: $0.line, problem: CaseProblem(.badRow, $0.description))
            })
    }

    /// Writes a row as a JSON object; an empty cell is a missing value.
    ///
    /// A cell of a declared type that is no text stands as it is, so that a wrong one is reported
    /// as such.
    private func write(_ row: CSVRow, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in row.pairs where !value.isEmpty {
            writer.key(name)
            switch fields[name] {
            case nil, .string, .bytes, .timestamp, .duration: writer.string(value)
            case .bool, .int, .uint, .double, .dyn, .list, .map:
                if let json = try? JSONValue(parsing: value) {
                    writer.value(json)
                } else {
                    writer.string(value)
                }
            }
        }
        writer.endObject()
    }
}
