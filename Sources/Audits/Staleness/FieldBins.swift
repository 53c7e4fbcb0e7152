import Decisions
import JSONCodec

/// How a field's values are put into a few categories, fixed by the reference rows.
struct FieldBins: Sendable {
    private enum Kind: Sendable {
        /// Edges between bins, ascending.
        case numbers([Double])
        /// The values that have a category of their own.
        case values([String: Int])
        /// By the share of words that half of the reference rows do not have.
        case unseenWords(Set<UInt64>)
    }

    private static let mostValues = 7
    private static let unseenEdges = [0.0, 0.1, 0.25, 0.5]

    let name: String
    private let kind: Kind
    /// Categories; the last is for what is missing, the one before for what is new.
    let count: Int
    /// Counts of the reference.
    private(set) var reference: [Int]

    /// Makes the bins of a field; nil where the reference has too few values or only one.
    init?(_ name: String, of values: [JSONValue?], isNumeric: Bool) {
        self.name = name
        let known = values.compactMap { $0 }
        guard known.count >= 20 else { return nil }
        let texts = known.compactMap(\.scalarText)
        let frequencies = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
        if isNumeric, frequencies.count > Self.mostValues {
            let sorted = known.compactMap(\.double).filter(\.isFinite).sorted()
            guard sorted.count >= 20 else { return nil }
            var edges: [Double] = []
            for part in 1..<5 {
                let edge = sorted[part * sorted.count / 5]
                if edge != edges.last { edges.append(edge) }
            }
            kind = .numbers(edges)
            count = edges.count + 2
        } else {
            // Almost every value its own: a text or an id, which has no distribution to speak of.
            let isText = frequencies.count > 50 && frequencies.count * 10 > texts.count * 3
            guard frequencies.count > 1, !isText else { return nil }
            let common = frequencies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .prefix(Self.mostValues).map(\.key).sorted()
            kind = .values(
                Dictionary(uniqueKeysWithValues: common.enumerated().map { ($1, $0) }))
            count = common.count + 2
        }
        reference = []
        reference = counts(values)
    }

    /// Makes bins by new words in `texts`: half of them give the words, the others are the reference.
    init?(unseenWordsIn name: String, of texts: [String]) {
        let tokens = texts.map { TextTokens($0).words }.filter { !$0.isEmpty }
        guard tokens.count >= 40 else { return nil }
        self.name = "new words in \(name)"
        let learnt = tokens.indices.filter { $0.isMultiple(of: 2) }.flatMap { tokens[$0] }
        kind = .unseenWords(Set(learnt))
        count = Self.unseenEdges.count + 2
        reference = [Int](repeating: 0, count: count)
        for index in tokens.indices where !index.isMultiple(of: 2) {
            reference[category(words: tokens[index])] += 1
        }
    }

    /// Returns the category of a row.
    func category(_ value: JSONValue?, text: @autoclosure () -> String) -> Int {
        switch kind {
        case .numbers(let edges):
            guard let number = value?.double, number.isFinite else { return count - 1 }
            return edges.count { $0 <= number }
        case .values(let known):
            guard let text = value?.scalarText else { return count - 1 }
            return known[text] ?? count - 2
        case .unseenWords: return category(words: TextTokens(text()).words)
        }
    }

    private func category(words: [UInt64]) -> Int {
        guard case .unseenWords(let known) = kind, !words.isEmpty else { return count - 1 }
        let share = Double(words.count { !known.contains($0) }) / Double(words.count)
        return Self.unseenEdges.count { $0 < share }
    }

    private func counts(_ values: [JSONValue?]) -> [Int] {
        var counts = [Int](repeating: 0, count: count)
        for value in values { counts[category(value, text: "")] += 1 }
        return counts
    }
}
