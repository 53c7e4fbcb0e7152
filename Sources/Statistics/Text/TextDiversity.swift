import RealModule

/// How varied a set of documents is: what falls when generated data feeds on itself.
///
/// Words are what white space separates.
package struct TextDiversity: Sendable, Equatable {
    private let documents: [[Substring]]

    package init(_ documents: [String]) {
        self.documents = documents.map { $0.split(whereSeparator: \.isWhitespace) }
    }

    /// Returns the distinct share of all runs of `length` words within documents; nil for none.
    ///
    /// Distinct-n of Li et al. (2016).
    package func distinct(_ length: Int) -> Double? {
        precondition(length > 0, "a run has words")
        let runs = documents.flatMap { words in
            words.indices.dropLast(length - 1).map { Array(words[$0..<($0 + length)]) }
        }
        return runs.isEmpty ? nil : Double(Set(runs).count) / Double(runs.count)
    }

    /// The entropy of single words, in bits; nil for no words.
    package var entropyBits: Double? {
        let words = documents.joined()
        guard !words.isEmpty else { return nil }
        let counts = Dictionary(words.map { ($0, 1.0) }, uniquingKeysWith: +)
        let n = counts.values.reduce(0, +)
        return counts.values.sorted().reduce(0) { $0 - $1 / n * .log2($1 / n) }
    }

    /// The share of documents whose words were all seen in an earlier document; nil for none.
    package var duplicateShare: Double? {
        documents.isEmpty
            ? nil : 1 - Double(Set(documents).count) / Double(documents.count)
    }
}
