import CEL

/// Patterns that are matched in one pass, or in a few where one set of them takes too much memory.
struct PatternMatcher: Sendable {
    private let sets: [PatternSet]
    private let patterns: [String]

    init?(_ patterns: [String]) {
        guard let sets = Self.sets(patterns[...]) else { return nil }
        self.sets = sets
        self.patterns = patterns
    }

    private static func sets(_ patterns: ArraySlice<String>) -> [PatternSet]? {
        guard !patterns.isEmpty else { return [] }
        if let set = PatternSet(Array(patterns)) { return [set] }
        guard patterns.count > 1 else { return nil }
        let middle = patterns.startIndex + patterns.count / 2
        guard let left = sets(patterns[..<middle]), let right = sets(patterns[middle...]) else {
            return nil
        }
        return left + right
    }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        for set in sets {
            let range = start..<start + set.count
            start = range.upperBound
            if let found = set.matches(in: text) {
                if !found.isEmpty { return true }
            } else if matchesOneByOne(text, patterns[range]) {
                return true
            }
        }
        return false
    }

    /// A set that ran out of memory on a text says nothing; a single pattern needs far less.
    private func matchesOneByOne(
        _ text: UnsafeRawBufferPointer, _ patterns: ArraySlice<String>
    ) -> Bool {
        patterns.contains { pattern in
            PatternSet([pattern])?.matches(in: text)?.isEmpty == false
        }
    }
}
