import CEL

/// Patterns that are matched in one pass, or in a few where one set of them takes too much memory.
struct PatternMatcher: Sendable {
    private let sets: [PatternSet]
    private let patterns: [String]

    init?(_ patterns: [String]) {
        var room = Self.mostSets
        guard let sets = Self.sets(patterns[...], &room) else { return nil }
        self.sets = sets
        self.patterns = patterns
    }

    /// Each may take 8 MiB.
    private static let mostSets = 16

    /// Returns sets of all patterns; `nil` where one is faulty, or more than `room` sets are needed.
    private static func sets(
        _ patterns: ArraySlice<String>, _ room: inout Int
    ) -> [PatternSet]? {
        guard !patterns.isEmpty else { return [] }
        guard room > 0 else { return nil }
        if let set = PatternSet(Array(patterns)) {
            room -= 1
            return [set]
        }
        guard patterns.count > 1 else { return nil }
        let middle = patterns.startIndex + patterns.count / 2
        guard let left = sets(patterns[..<middle], &room),
            let right = sets(patterns[middle...], &room)
        else {
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
