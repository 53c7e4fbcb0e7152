import Statistics

/// The test items, so that texts can be held against all of them at once.
///
/// Time grows with the length of the texts and the number of true neighbours, not with the product
/// of both sides.
package struct ContaminationIndex: Sendable {
    /// How an item was found again.
    package enum Match: String, Hashable, Sendable, CaseIterable {
        case exact = "has the same words as"
        case longRun = "shares a run of 13 words with"
        case coverage = "shares most runs of 8 words with"
        case nearCopy = "is a near-copy of"
        case contained = "is quoted whole in"
        case answered = "has a recorded answer in"
        case named = "is named by its id in"
    }

    /// GPT-3 and lm-eval: any run of 13 words.
    package static let longRun = 13
    package static let shortRun = 8
    /// PaLM: so much of an item's runs of eight words.
    package static let leastCoverage = 0.7
    package static let leastJaccard = 0.8
    /// Fewer words recur by chance: such items are not looked for.
    package static let leastWords = 4
    private static let bands = 32

    private let items: [TextTokens]
    /// Runs of eight words that too many items share to mean anything.
    private let boilerplate: Set<UInt64>
    private let shingles: [Set<UInt64>]
    /// How many different runs of eight words each item has.
    private let runCounts: [Int]
    private let wholes: PostingIndex
    private let longRuns: PostingIndex
    private let shortRuns: PostingIndex
    private let signatures: PostingIndex
    /// The lengths of items that may stand whole inside another text.
    private let lengths: [Int]

    /// Makes an index; runs that a twentieth of the items share, and more than ten of them, are
    /// boilerplate: their words are taken out of both sides.
    package init(_ texts: [String]) {
        let raw = texts.map(TextTokens.init)
        let boilerplate = Self.boilerplate(raw)
        self.boilerplate = boilerplate
        let items = raw.map { $0.dropping(boilerplate, length: Self.shortRun) }
        let usable = items.indices.filter { items[$0].count >= Self.leastWords }
        func pairs(_ hashes: (TextTokens) -> some Collection<UInt64>) -> [(UInt64, Int32)] {
            usable.flatMap { index in hashes(items[index]).map { ($0, Int32(index)) } }
        }
        shingles = items.map { $0.count >= Self.leastWords ? $0.shingles : [] }
        let shingles = self.shingles
        wholes = PostingIndex(pairs { [$0.whole] })
        longRuns = PostingIndex(pairs { Set($0.runs(Self.longRun)) })
        let runs = pairs { Set($0.runs(Self.shortRun)) }
        shortRuns = PostingIndex(runs)
        var runCounts = [Int](repeating: 0, count: items.count)
        for (_, item) in runs { runCounts[Int(item)] += 1 }
        self.runCounts = runCounts
        signatures = PostingIndex(
            usable.flatMap { index in
                (MinHash(shingles[index])?.bandKeys(bands: Self.bands) ?? []).map {
                    ($0, Int32(index))
                }
            })
        lengths = Set(usable.map { items[$0].count }.filter { $0 < Self.longRun }).sorted()
        self.items = items
    }

    private static func boilerplate(_ items: [TextTokens]) -> Set<UInt64> {
        var counts: [UInt64: Int] = [:]
        for item in items {
            for run in Set(item.runs(shortRun)) { counts[run, default: 0] += 1 }
        }
        let most = max(10, items.count / 20)
        return Set(counts.filter { $0.value > most }.map(\.key))
    }

    /// How many items are long enough to be looked for.
    package var count: Int { items.count { $0.count >= Self.leastWords } }

    package func isUsable(_ item: Int) -> Bool { items[item].count >= Self.leastWords }

    /// Returns the items that `text` gives away, with how.
    ///
    /// With `quoting`, a short item that stands whole within the text counts too.
    package func matches(of text: String, quoting: Bool = false) -> [Int: Match] {
        let tokens = TextTokens(text).dropping(boilerplate, length: Self.shortRun)
        var found: [Int: Match] = [:]
        for item in signed(tokens) { found[item] = .nearCopy }
        for item in covered(tokens) { found[item] = .coverage }
        for run in tokens.runs(Self.longRun) {
            for item in longRuns.items(run) { found[Int(item)] = .longRun }
        }
        if quoting {
            for length in lengths {
                for run in tokens.runs(length) {
                    for item in wholes.items(run) where items[Int(item)].count == length {
                        found[Int(item)] = .contained
                    }
                }
            }
        }
        for item in wholes.items(tokens.whole) where items[Int(item)].words == tokens.words {
            found[Int(item)] = .exact
        }
        return found
    }

    private func covered(_ tokens: TextTokens) -> [Int] {
        var hits: [Int: Int] = [:]
        for run in Set(tokens.runs(Self.shortRun)) {
            for item in shortRuns.items(run) { hits[Int(item), default: 0] += 1 }
        }
        return hits.filter { item, count in
            Double(count) >= Self.leastCoverage * Double(runCounts[item])
        }.map(\.key)
    }

    private func signed(_ tokens: TextTokens) -> [Int] {
        guard tokens.count >= Self.leastWords else { return [] }
        let own = tokens.shingles
        guard let signature = MinHash(own) else { return [] }
        var candidates: Set<Int> = []
        for key in signature.bandKeys(bands: Self.bands) {
            for item in signatures.items(key) { candidates.insert(Int(item)) }
        }
        return candidates.filter { item in
            let other = shingles[item]
            let (fewer, more) = own.count < other.count ? (own, other) : (other, own)
            let shared = fewer.count { more.contains($0) }
            let union = own.count + other.count - shared
            return union > 0 && Double(shared) / Double(union) >= Self.leastJaccard
        }
    }
}
