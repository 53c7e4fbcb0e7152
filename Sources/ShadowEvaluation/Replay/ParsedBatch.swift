import Decisions

/// A batch of lines that has been parsed.
struct ParsedBatch: Sendable {
    struct Entry: Sendable {
        var line: Int
        var reading: CaseReader.Reading
    }

    /// Its place in the source.
    var number: Int
    /// In bytes.
    var size: Int
    var entries: [Entry] = []
}

/// Puts batches that were parsed side by side back into the order of the source.
struct BatchSequence {
    private var handedOut = 0
    private var taken = 0
    private var parsed: [Int: ParsedBatch] = [:]

    /// How many batches are being parsed or wait to be taken.
    var ahead: Int { handedOut - taken }

    mutating func nextNumber() -> Int {
        defer { handedOut += 1 }
        return handedOut
    }

    mutating func insert(_ batch: ParsedBatch) {
        parsed[batch.number] = batch
    }

    /// Returns the next batch of the source, once it has been parsed.
    mutating func takeNext() -> ParsedBatch? {
        guard let batch = parsed.removeValue(forKey: taken) else { return nil }
        taken += 1
        return batch
    }
}
