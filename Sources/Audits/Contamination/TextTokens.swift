/// A text as runs of words are compared: lower case, punctuation dropped, split at white space.
///
/// As lm-eval's `Janitor.normalize_string`, which does so for ASCII; here other alphabets count too.
package struct TextTokens: Sendable {
    /// A hash a word.
    package private(set) var words: [UInt64] = []
    /// The normalised text, a space between words.
    private var bytes: [UInt8] = []
    /// Where in `bytes` each word ends.
    private var ends: [Int] = []

    package init(_ text: String) {
        var text = text
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        if !isASCII {
            let kept = text.lowercased().unicodeScalars.filter(Self.isKept)
            text = String(String.UnicodeScalarView(kept))
        }
        bytes.reserveCapacity(text.utf8.count)
        var hash = Self.offset
        var isInWord = false
        for byte in text.utf8 {
            if Self.isSpace(byte) {
                if isInWord { endWord(hash) }
                isInWord = false
                hash = Self.offset
            } else if byte >= 0x80 || Self.isAlphanumeric(byte) {
                if !isInWord, !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
                let lower = byte >= 65 && byte <= 90 ? byte + 32 : byte
                bytes.append(lower)
                hash = (hash ^ UInt64(lower)) &* Self.prime
                isInWord = true
            }
        }
        if isInWord { endWord(hash) }
    }

    private mutating func endWord(_ hash: UInt64) {
        words.append(hash)
        ends.append(bytes.count)
    }

    package var count: Int { words.count }

    /// Hash of the whole text.
    package var whole: UInt64 { Self.combined(words[...]) }

    /// Hashes of all runs of `length` words, in their order.
    package func runs(_ length: Int) -> [UInt64] {
        guard length > 0, words.count >= length else { return [] }
        return (0...(words.count - length)).map { Self.combined(words[$0..<($0 + length)]) }
    }

    /// Hashes of all runs of `length` bytes of the normalised text.
    package func characterRuns(_ length: Int = 5) -> [UInt64] {
        guard bytes.count >= length else { return bytes.isEmpty ? [] : [Self.hash(bytes[...])] }
        return (0...(bytes.count - length)).map { Self.hash(bytes[$0..<($0 + length)]) }
    }

    /// Returns the text without the words of any run of `length` that is in `boilerplate`.
    func dropping(_ boilerplate: Set<UInt64>, length: Int) -> TextTokens {
        guard !boilerplate.isEmpty else { return self }
        var isDropped = [Bool](repeating: false, count: words.count)
        for (start, run) in runs(length).enumerated() where boilerplate.contains(run) {
            for place in start..<(start + length) { isDropped[place] = true }
        }
        guard isDropped.contains(true) else { return self }
        var rest = TextTokens("")
        for (place, word) in words.enumerated() where !isDropped[place] {
            let begin = place == 0 ? 0 : ends[place - 1] + 1
            if !rest.bytes.isEmpty { rest.bytes.append(UInt8(ascii: " ")) }
            rest.bytes.append(contentsOf: bytes[begin..<ends[place]])
            rest.endWord(word)
        }
        return rest
    }

    /// The set by which two texts are alike: runs of five words, of a short text of characters.
    var shingles: Set<UInt64> {
        Set(words.count >= 8 ? runs(5) : characterRuns())
    }

    private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3

    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(offset) { ($0 ^ UInt64($1)) &* prime }
    }

    private static func combined(_ words: ArraySlice<UInt64>) -> UInt64 {
        words.reduce(offset) { sum, word in
            let mixed = (sum ^ word) &* 0xBF58_476D_1CE4_E5B9
            return mixed ^ (mixed >> 29)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.isWhitespace || scalar.properties.generalCategory == .nonspacingMark
    }
}
