/// Reads CSV (RFC 4180) from a stream of bytes: a header row, then rows with as many fields.
///
/// Feed chunks with `append`, then take what is complete with `takeRows`; after the last chunk
/// call `finish` and take once more. A row that is wrong is reported and left out. Rows end with
/// CRLF or LF; empty lines are left out; a byte order mark at the start is passed over. Fields are
/// parted by whatever the first line has most of: commas, semicolons, tabs or bars.
package struct CSVReader: ByteSink, Sendable {
    package static let defaultMaximumLength = 16 << 20

    private enum State {
        case fieldStart, plain, quoted
        /// After a quote in a quoted field, which either ends it or stands for a quote.
        case quoteInQuoted
        /// After a CR outside quotes; `wasQuoted` tells in which kind of field.
        case carriageReturn(wasQuoted: Bool)
        /// In a row already reported.
        case skipping
    }

    private var separator = UInt8(ascii: ",")
    /// What came before the separator was known; nil since.
    private var head: [UInt8]? = []
    private let maximumLength: Int
    /// The names of the columns, once read.
    package private(set) var header: [String]?
    private var rows: [CSVRow] = []
    private var errors: [CSVError] = []

    private var state = State.fieldStart
    /// The fields of the row without quotes and separators, and where each ends.
    private var content: [UInt8] = []
    private var fieldEnds: [Int] = []
    private var rowHasQuotes = false
    private var line = 1
    private var rowLine = 1
    private var hasFailed = false
    /// How many bytes of a byte order mark have been seen; nil once decided.
    private var markLength: Int? = 0

    /// Makes a reader for rows of at most `maximumLength` bytes, quotes not counted.
    package init(maximumLength: Int = CSVReader.defaultMaximumLength) {
        precondition(maximumLength > 0)
        self.maximumLength = maximumLength
    }

    /// Takes the next bytes of the stream.
    package mutating func append(_ chunk: UnsafeBufferPointer<UInt8>) {
        guard head != nil else { return read(chunk) }
        head?.append(contentsOf: chunk)
        if chunk.contains(.newline) || head?.count ?? 0 > maximumLength { readHead() }
    }

    /// Reads the first bytes as soon as the separator can be told.
    private mutating func readHead() {
        guard let bytes = head else { return }
        head = nil
        separator = Self.separator(in: bytes)
        bytes.withUnsafeBufferPointer { read($0) }
    }

    private static func separator(in bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == .quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == .newline { break }
            counts[byte, default: 0] += 1
        }
        let candidates: [UInt8] = [.comma, .semicolon, .tab, .bar]
        let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
        return candidates.first { counts[$0] ?? 0 == most } ?? .comma
    }

    private mutating func read(_ chunk: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < chunk.count, !hasFailed {
            if markLength != nil {
                passMark(chunk[index])
            } else {
                let run = plainRun(in: chunk, from: index)
                if run > index {
                    content.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[index..<run]))
                    index = run
                    checkLength()
                    continue
                }
                take(chunk[index])
            }
            index += 1
        }
    }

    /// Takes the next bytes of the stream.
    package mutating func append(_ chunk: [UInt8]) {
        chunk.withUnsafeBufferPointer { append($0) }
    }

    /// Ends the stream and with it the last row.
    package mutating func finish() {
        readHead()
        if let length = markLength { decideMark(length, isMark: false) }
        switch state {
        case .quoted: report(.unterminatedQuote)
        case .skipping: break
        case .fieldStart, .plain, .quoteInQuoted, .carriageReturn: endRow()
        }
        startRow()
    }

    /// Hands over the rows that are complete and what was wrong with others.
    package mutating func takeRows() -> (rows: [CSVRow], errors: [CSVError]) {
        defer {
            rows = []
            errors = []
        }
        return (rows, errors)
    }
}

extension CSVReader {
    private mutating func passMark(_ byte: UInt8) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let length = markLength ?? 0
        if byte == mark[length] {
            markLength = length + 1
            if length + 1 == mark.count { decideMark(length, isMark: true) }
        } else {
            decideMark(length, isMark: false)
            take(byte)
        }
    }

    private mutating func decideMark(_ length: Int, isMark: Bool) {
        markLength = nil
        guard !isMark else { return }
        for byte in [0xEF, 0xBB].prefix(length) as ArraySlice<UInt8> { take(byte) }
    }

    /// Where the bytes from `start` on that mean themselves end.
    private func plainRun(in chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        switch state {
        case .quoted:
            while end < chunk.count, chunk[end] != .quote, chunk[end] != .newline { end += 1 }
        case .plain:
            while end < chunk.count, chunk[end] != separator, chunk[end] != .quote,
                chunk[end] != .newline, chunk[end] != .carriageReturn
            { end += 1 }
        case .fieldStart, .quoteInQuoted, .carriageReturn, .skipping: break
        }
        return end
    }

    private mutating func take(_ byte: UInt8) {
        defer { if byte == .newline { line += 1 } }
        switch state {
        case .fieldStart where byte == .quote:
            rowHasQuotes = true
            state = .quoted
        case .fieldStart, .plain: takeUnquoted(byte)
        case .quoted:
            if byte == .quote { state = .quoteInQuoted } else { keep(byte) }
        case .quoteInQuoted:
            if byte == .quote {
                state = .quoted
                keep(byte)
            } else {
                takeAfterQuote(byte)
            }
        case .carriageReturn(let wasQuoted):
            if byte == .newline {
                finishRow()
            } else if wasQuoted {
                report(.textAfterQuote)
            } else {
                state = .plain
                keep(.carriageReturn)
                takeUnquoted(byte)
            }
        case .skipping:
            if byte == .newline { startRow(after: 1) }
        }
    }

    private mutating func takeUnquoted(_ byte: UInt8) {
        switch byte {
        case separator: endField()
        case .newline: finishRow()
        case .carriageReturn: state = .carriageReturn(wasQuoted: false)
        case .quote: report(.strayQuote)
        default:
            state = .plain
            keep(byte)
        }
    }

    private mutating func takeAfterQuote(_ byte: UInt8) {
        switch byte {
        case separator: endField()
        case .newline: finishRow()
        case .carriageReturn: state = .carriageReturn(wasQuoted: true)
        default: report(.textAfterQuote)
        }
    }

    private mutating func keep(_ byte: UInt8) {
        content.append(byte)
        checkLength()
    }

    private mutating func checkLength() {
        if content.count > maximumLength { report(.tooLong(limit: maximumLength)) }
    }

    private mutating func report(_ fact: CSVError.Fact) {
        errors.append(CSVError(line: rowLine, fact: fact))
        state = .skipping
        if header == nil { hasFailed = true }
    }

    private mutating func endField() {
        fieldEnds.append(content.count)
        state = .fieldStart
    }

    private mutating func finishRow() {
        endRow()
        startRow(after: 1)
    }

    private mutating func startRow(after lines: Int = 0) {
        content.removeAll(keepingCapacity: true)
        fieldEnds.removeAll(keepingCapacity: true)
        rowHasQuotes = false
        state = .fieldStart
        rowLine = line + lines
    }

    private mutating func endRow() {
        if content.isEmpty, fieldEnds.isEmpty, !rowHasQuotes { return }
        endField()
        if let header, header.count != fieldEnds.count {
            return report(.ragged(fields: fieldEnds.count, columns: header.count))
        }
        guard let values = fields() else { return report(.invalidUTF8) }
        if let header {
            rows.append(CSVRow(line: rowLine, header: header, values: values))
        } else {
            readHeader(values)
        }
    }

    private mutating func readHeader(_ names: [String]) {
        var seen: Set<String> = []
        if let name = names.first(where: { !seen.insert($0).inserted }) {
            report(.duplicateColumn(name))
        } else {
            header = names
        }
    }

    private func fields() -> [String]? {
        content.withUnsafeBufferPointer { content in
            var values: [String] = []
            values.reserveCapacity(fieldEnds.count)
            var start = 0
            for end in fieldEnds {
                let field = UnsafeBufferPointer(rebasing: content[start..<end])
                guard firstInvalidUTF8(in: field) == nil else { return nil }
                values.append(String(decoding: field, as: UTF8.self))
                start = end
            }
            return values
        }
    }
}
