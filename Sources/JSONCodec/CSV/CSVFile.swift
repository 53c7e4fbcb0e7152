/// The rows of a CSV file in batches, in constant memory.
package struct CSVFile: ~Copyable {
    private var chunks: FileChunks
    private var reader: CSVReader
    private var isFinished = false

    /// Opens the file at `path`, or standard input for `-`.
    package init(
        path: String, chunkSize: Int = FileChunks.defaultSize
    ) throws(FileError) {
        chunks = try FileChunks(path: path, chunkSize: chunkSize)
        reader = CSVReader()
    }

    /// The names of the columns, once the first batch has been read.
    package var header: [String]? { reader.header }

    /// Returns the next rows and what was wrong with others, not both empty, or nil at the end.
    package mutating func nextBatch() throws(FileError) -> (rows: [CSVRow], errors: [CSVError])? {
        while !isFinished {
            if try !chunks.next(into: &reader) {
                reader.finish()
                isFinished = true
            }
            let batch = reader.takeRows()
            if !batch.rows.isEmpty || !batch.errors.isEmpty { return batch }
        }
        return nil
    }
}
