/// Texts with a number each, found by their bytes without allocating.
struct TextTable: Sendable {
    let texts: [[UInt8]]
    /// Numbers by hash, open addressing, -1 for empty.
    private let table: [Int32]
    private let longest: Int

    var count: Int { texts.count }

    /// Makes a table of texts that differ.
    init(_ texts: [[UInt8]]) {
        self.texts = texts
        longest = texts.map(\.count).max() ?? 0
        var size = 16
        while size < texts.count * 2 { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (number, text) in texts.enumerated() {
            var place = text.withUnsafeBytes { Self.hash($0) } & (size - 1)
            while table[place] >= 0 { place = (place + 1) & (size - 1) }
            table[place] = Int32(number)
        }
        self.table = table
    }

    /// Returns the number of `text`, or `nil` where it is none of the texts.
    func number(of text: UnsafeRawBufferPointer) -> Int? {
        guard text.count <= longest else { return nil }
        let mask = table.count - 1
        var place = Self.hash(text) & mask
        while table[place] >= 0 {
            let number = Int(table[place])
            if texts[number].elementsEqual(text) { return number }
            place = (place + 1) & mask
        }
        return nil
    }

    /// FNV-1a; the texts are the author's own, so that nobody can aim at collisions.
    private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash >> 1)
    }
}
