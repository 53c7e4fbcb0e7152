/// The set of overlapping runs of characters of a text, for finding near-duplicates.
///
/// Lower-cased, runs of white space made one space, ends trimmed (Broder 1997).
package struct CharacterShingles: Sendable, Equatable {
    package let shingles: Set<String>

    /// Creates the shingles of `length` characters; a shorter text is a single shingle.
    package init(_ text: String, length: Int = 5) {
        precondition(length > 0, "a shingle has characters")
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        let characters = Array(words.joined(separator: " "))
        guard characters.count >= length else {
            shingles = characters.isEmpty ? [] : [String(characters)]
            return
        }
        shingles = Set(
            (0...(characters.count - length)).map { String(characters[$0..<($0 + length)]) })
    }

    /// Returns |A ∩ B|/|A ∪ B|; nil where both are empty.
    package func jaccard(_ other: CharacterShingles) -> Double? {
        let union = shingles.union(other.shingles).count
        return union > 0 ? Double(shingles.intersection(other.shingles).count) / Double(union) : nil
    }

    /// Returns the share of these shingles that `other` contains; nil where there are none.
    package func containment(in other: CharacterShingles) -> Double? {
        guard !shingles.isEmpty else { return nil }
        return Double(shingles.intersection(other.shingles).count) / Double(shingles.count)
    }
}
