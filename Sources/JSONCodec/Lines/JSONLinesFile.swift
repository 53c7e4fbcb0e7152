/// The lines of a file in batches, in constant memory.
///
/// ```swift
/// var file = try JSONLinesFile(path: path)
/// while let batch = try file.nextBatch() { group.addTask { parse(batch) } }
/// ```
package struct JSONLinesFile: ~Copyable {
    private var chunks: FileChunks
    private var lines: JSONLines
    private var isFinished = false

    /// Opens the file at `path`, or standard input for `-`.
    ///
    /// A batch holds the lines that end in one chunk of `chunkSize` bytes.
    package init(
        path: String, chunkSize: Int = FileChunks.defaultSize,
        maximumLength: Int = JSONLines.defaultMaximumLength
    ) throws(FileError) {
        chunks = try FileChunks(path: path, chunkSize: chunkSize)
        lines = JSONLines(maximumLength: maximumLength)
    }

    /// Returns the next batch, which is never empty, or nil at the end.
    package mutating func nextBatch() throws(FileError) -> JSONLinesBatch? {
        while !isFinished {
            if try !chunks.next(into: &lines) {
                lines.finish()
                isFinished = true
            }
            let batch = lines.takeBatch()
            if !batch.isEmpty { return batch }
        }
        return nil
    }
}
