/// A set of constant texts: looked through while it is small, hashed when it is not.
struct TextSet: Sendable {
    private let texts: [[UInt8]]
    /// The texts as single words, where all of them are that short.
    let words: [UInt64]
    /// Positions of texts by hash, open addressing, -1 for empty; none for a small set.
    private let table: [Int32]
    private static let smallCount = 8

    init(_ strings: [String]) { self.init(strings.map { Array($0.utf8) }) }

    init(_ texts: [[UInt8]]) {
        self.texts = texts
        words =
            texts.count <= Self.smallCount && texts.allSatisfy { $0.count < 8 }
            ? texts.map { $0.withUnsafeBytes { Self.word($0) } } : []
        table = texts.count > Self.smallCount ? Self.table(texts) : []
    }

    private static func table(_ texts: [[UInt8]]) -> [Int32] {
        var size = 16
        while size < texts.count * 2 { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (position, text) in texts.enumerated() {
            var place = text.withUnsafeBytes { hash($0) } & (size - 1)
            while table[place] >= 0 { place = (place + 1) & (size - 1) }
            table[place] = Int32(position)
        }
        return table
    }

    @inline(__always)
    func contains(_ text: ByteText) -> Bool {
        guard !words.isEmpty else { return containsLong(text) }
        guard text.count < 8 else { return false }
        let wanted = Self.word(text)
        for word in words where word == wanted { return true }
        return false
    }

    @inline(never)
    private func containsLong(_ text: ByteText) -> Bool {
        guard !table.isEmpty else {
            for candidate in texts where candidate.count == text.count {
                if candidate.withUnsafeBytes({ $0.isEqual(to: text) }) { return true }
            }
            return false
        }
        let mask = table.count - 1
        var place = Self.hash(text) & mask
        while table[place] >= 0 {
            if texts[Int(table[place])].withUnsafeBytes({ $0.isEqual(to: text) }) { return true }
            place = (place + 1) & mask
        }
        return false
    }

    /// A text of less than eight bytes, its first byte lowest, and its length in the highest byte.
    @inline(__always)
    private static func word(_ text: ByteText) -> UInt64 {
        var word = UInt64(text.count) << 56
        for (place, byte) in text.enumerated() { word |= UInt64(byte) << UInt64(8 * place) }
        return word
    }

    /// FNV-1a; the set is the author's own, so nobody can aim at its collisions.
    private static func hash(_ text: ByteText) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash >> 1)
    }
}
