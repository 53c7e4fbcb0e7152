/// Some complete lines of a stream and the bytes that hold them.
package struct JSONLinesBatch: Sendable {
    /// One line that is not empty.
    package struct Line: Hashable, Sendable {
        /// Where it stands in the batch's bytes, without its end.
        package var range: Range<Int>
        /// Its number in the stream, from 1; empty lines count.
        package var number: Int
        /// Where it begins in the stream, in bytes.
        package var offset: Int
    }

    /// A line that was skipped.
    package struct TooLong: Hashable, Sendable, CustomStringConvertible {
        package var number: Int
        package var offset: Int
        /// How many bytes it has, without its end.
        package var length: Int
        package var limit: Int

        package init(number: Int, offset: Int, length: Int, limit: Int) {
            self.number = number
            self.offset = offset
            self.length = length
            self.limit = limit
        }

        package var description: String {
            "a line of \(length) bytes; at most \(limit) are allowed"
        }
    }

    package var bytes: [UInt8]
    package var lines: [Line]
    package var tooLong: [TooLong]

    package var isEmpty: Bool { lines.isEmpty && tooLong.isEmpty }

    /// Calls `body` with a scanner over `line`.
    package func withScanner<Result, Failure: Error>(
        over line: Line, maximumDepth: Int = JSONScanner.defaultDepth,
        _ body: (inout JSONScanner) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
            precondition(line.range.upperBound <= buffer.count)
            var scanner = JSONScanner(
                UnsafeBufferPointer(rebasing: buffer[line.range]), maximumDepth: maximumDepth)
            return try body(&scanner)
        }
    }
}
