/// Splits a stream of bytes into lines: JSON lines, LF or CRLF, the last line end optional.
///
/// Feed chunks with `append`, then take what is complete with `takeBatch`; after the last chunk
/// call `finish` and take once more. Empty lines are left out but counted, a byte order mark at
/// the start is passed over. A line longer than the limit is reported and skipped without being
/// kept, so that memory is bounded by one chunk and one line.
package struct JSONLines: ByteSink, Sendable {
    package static let defaultMaximumLength = 16 << 20

    private let maximumLength: Int
    /// Complete lines, then the beginning of one.
    private var buffer: [UInt8] = []
    private var lines: [JSONLinesBatch.Line] = []
    private var tooLong: [JSONLinesBatch.TooLong] = []
    /// Where in `buffer` the line that is not complete begins.
    private var lineStart = 0
    /// Where in the stream that line begins.
    private var lineOffset = 0
    private var lineNumber = 1
    /// The bytes of an over-long line that have been passed over, and whether the last is a CR.
    private var discarded: (count: Int, endsInReturn: Bool)?
    private var mayStartWithMark = true

    /// Makes a splitter for lines of at most `maximumLength` bytes, line end not counted.
    package init(maximumLength: Int = JSONLines.defaultMaximumLength) {
        precondition(maximumLength > 0)
        self.maximumLength = maximumLength
    }

    /// Takes the next bytes of the stream.
    package mutating func append(_ chunk: UnsafeBufferPointer<UInt8>) {
        var rest = chunk[...]
        if mayStartWithMark {
            // Three bytes decide about a byte order mark.
            let missing = min(3 - buffer.count, rest.count)
            buffer.append(contentsOf: rest.prefix(missing))
            rest = rest.dropFirst(missing)
            guard buffer.count == 3 else { return }
            startStream()
        }
        split(UnsafeBufferPointer(rebasing: rest))
    }

    /// Takes the next bytes of the stream.
    package mutating func append(_ chunk: [UInt8]) {
        chunk.withUnsafeBufferPointer { append($0) }
    }

    /// Ends the stream and with it the last line.
    package mutating func finish() {
        if mayStartWithMark { startStream() }
        endDiscardedLine(breakLength: 0)
        if lineStart < buffer.count { endLine(upTo: buffer.count, breakLength: 0) }
    }

    /// Hands over the lines that are complete; the rest stays.
    package mutating func takeBatch() -> JSONLinesBatch {
        defer {
            lines = []
            tooLong = []
        }
        guard lineStart > 0 else { return JSONLinesBatch(bytes: [], lines: [], tooLong: tooLong) }
        var rest: [UInt8] = []
        // The next batch is likely to be as large.
        rest.reserveCapacity(buffer.count + buffer.count / 8)
        rest.append(contentsOf: buffer[lineStart...])
        swap(&buffer, &rest)
        lineStart = 0
        return JSONLinesBatch(bytes: rest, lines: lines, tooLong: tooLong)
    }

    /// Looks at the first bytes of the stream, held back in `buffer`.
    private mutating func startStream() {
        mayStartWithMark = false
        let first = buffer
        buffer.removeAll(keepingCapacity: true)
        if first == [0xEF, 0xBB, 0xBF] {
            lineOffset = 3
        } else {
            first.withUnsafeBufferPointer { split($0) }
        }
    }

    private mutating func split(_ chunk: UnsafeBufferPointer<UInt8>) {
        var start = 0
        if discarded != nil {
            guard let end = firstNewline(in: chunk, from: 0) else { return discard(chunk) }
            discard(UnsafeBufferPointer(rebasing: chunk[..<end]))
            endDiscardedLine(breakLength: 1)
            start = end + 1
        }
        let shift = buffer.count - start
        buffer.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[start...]))
        while let end = firstNewline(in: chunk, from: start) {
            endLine(upTo: end + shift, breakLength: 1)
            start = end + 1
        }
        // One more byte may be the CR of a line that just fits.
        if buffer.count - lineStart > maximumLength + 1 { discardLine() }
    }

    private mutating func endLine(upTo end: Int, breakLength: Int) {
        let endsInReturn = end > lineStart && buffer[end - 1] == .carriageReturn
        let content = lineStart..<(endsInReturn ? end - 1 : end)
        if content.count > maximumLength {
            report(length: content.count)
        } else if !content.isEmpty {
            lines.append(
                JSONLinesBatch.Line(range: content, number: lineNumber, offset: lineOffset))
        }
        lineOffset += end - lineStart + breakLength
        lineNumber += 1
        lineStart = end + breakLength
    }

    /// Forgets the line that `buffer` ends with.
    private mutating func discardLine() {
        discarded = (buffer.count - lineStart, buffer.last == .carriageReturn)
        buffer.removeSubrange(lineStart...)
    }

    private mutating func discard(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let last = bytes.last, let before = discarded else { return }
        discarded = (before.count + bytes.count, last == .carriageReturn)
    }

    private mutating func endDiscardedLine(breakLength: Int) {
        guard let line = discarded else { return }
        discarded = nil
        report(length: line.count - (line.endsInReturn ? 1 : 0))
        lineOffset += line.count + breakLength
        lineNumber += 1
    }

    private mutating func report(length: Int) {
        tooLong.append(
            JSONLinesBatch.TooLong(
                number: lineNumber, offset: lineOffset, length: length, limit: maximumLength))
    }
}
