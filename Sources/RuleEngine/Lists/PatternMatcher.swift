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
        for set in sets {
            guard let found = set.matchesAny(in: text) else { return firstEntry(in: text) != nil }
            if found { return true }
        }
        return false
    }

    /// Returns the number of the first pattern that matches.
    func firstEntry(in text: UnsafeRawBufferPointer) -> Int? {
        var start = 0
        for set in sets {
            let range = start..<start + set.count
            start = range.upperBound
            if let found = set.matches(in: text) {
                if let first = found.first { return range.lowerBound + first }
            } else if let first = firstOneByOne(text, patterns[range]) {
                return first
            }
        }
        return nil
    }

    /// A set that ran out of memory on a text says nothing; a single pattern needs far less.
    private func firstOneByOne(
        _ text: UnsafeRawBufferPointer, _ patterns: ArraySlice<String>
    ) -> Int? {
        patterns.firstIndex { pattern in
            PatternSet([pattern])?.matches(in: text)?.isEmpty == false
        }
    }
}
