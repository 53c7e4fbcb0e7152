import Decisions
import JSONCodec

/// What training rows have of a field, so that a case can be told that lies outside of it.
///
/// `expected` is what a row of the same source would show by chance: of how many training rows this
/// is true if they are held against all others (Good's f₁/n).
struct KnownPlaces: Sendable {
    private enum Kind: Sendable {
        case values(Set<String>)
        case range(ClosedRange<Double>)
        case words(Set<UInt64>)
    }

    /// A text is unseen where more than so many of its words are.
    static let mostUnseenWords = 0.25
    /// A number with more values than this is a quantity.
    private static let mostNumbers = 50
    private static let leastOfText = 4

    let name: String
    private let kind: Kind
    /// Training rows that have the field.
    let rows: Int
    /// Of those, how many have something that no other has.
    let singletons: Int
    /// Ascending; of a quantity alone.
    let numbers: [Double]

    /// Good's estimate of the share of unseen among cases like the training rows, f₁/n.
    var expected: Double { Double(singletons) / Double(rows) }

    /// Makes the places of a field; `nil` where no training row has it.
    init?(_ name: String, of values: [JSONValue?], isNumeric: Bool) {
        let known = values.compactMap { $0.flatMap { $0.isNull ? nil : $0 } }
        let numbers = isNumeric ? known.compactMap(\.double).filter(\.isFinite).sorted() : []
        self.name = name
        if let low = numbers.first, let high = numbers.last,
            Set(numbers.prefix(100_000)).count > Self.mostNumbers
        {
            kind = .range(low...high)
            rows = numbers.count
            singletons = 2
            self.numbers = numbers
            return
        }
        let texts = known.compactMap(\.scalarText)
        guard !texts.isEmpty else { return nil }
        let counts = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
        kind = .values(Set(counts.keys))
        rows = texts.count
        singletons = counts.values.count { $0 == 1 }
        self.numbers = []
    }

    /// Makes the places of texts, by their words; `nil` where no text has four.
    init?(wordsOf name: String, in texts: some Collection<String>) {
        let documents = texts.lazy.map { Array(Set(TextTokens($0).words)) }
            .filter { $0.count >= Self.leastOfText }.map(\.self)
        var counts: [UInt64: Int] = [:]
        for word in documents.joined() { counts[word, default: 0] += 1 }
        guard !documents.isEmpty else { return nil }
        self.name = name
        kind = .words(Set(counts.keys))
        rows = documents.count
        singletons = documents.count { Self.isUnseen($0) { counts[$0] == 1 } }
        numbers = []
    }

    private static func isUnseen(_ words: [UInt64], _ isNew: (UInt64) -> Bool) -> Bool {
        Double(words.count(where: isNew)) > mostUnseenWords * Double(words.count)
    }

    /// Whether a case lies outside of what training had; `nil` where it does not have the field.
    func isUnseen(_ value: JSONValue?, text: @autoclosure () -> String) -> Bool? {
        switch kind {
        case .values(let known): return value?.scalarText.map { !known.contains($0) }
        case .range(let range):
            guard let number = value?.double, number.isFinite else { return nil }
            return !range.contains(number)
        case .words(let known):
            let words = Array(Set(TextTokens(text()).words))
            guard words.count >= Self.leastOfText else { return nil }
            return Self.isUnseen(words) { !known.contains($0) }
        }
    }
}
