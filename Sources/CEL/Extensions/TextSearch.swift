/// Searching in time linear in text and part together, after Knuth, Morris and Pratt (1977).
struct TextSearch {
    private let part: [UInt8]
    /// For each prefix of the part, the length of its longest proper border.
    private let borders: [Int]

    init(_ part: String) {
        let bytes = Array(part.utf8)
        var borders = [Int](repeating: 0, count: bytes.count)
        var length = 0
        for index in bytes.indices.dropFirst() {
            while length > 0, bytes[index] != bytes[length] { length = borders[length - 1] }
            if bytes[index] == bytes[length] { length += 1 }
            borders[index] = length
        }
        self.part = bytes
        self.borders = borders
    }

    /// Calls `found` with the start of each match, overlapping ones too, until it returns false.
    func matches(in text: [UInt8], from start: Int = 0, _ found: (Int) -> Bool) {
        guard !part.isEmpty else { return }
        var length = 0
        var index = start
        while index < text.count {
            while length > 0, text[index] != part[length] { length = borders[length - 1] }
            if text[index] == part[length] { length += 1 }
            index += 1
            guard length == part.count else { continue }
            if !found(index - length) { return }
            length = borders[length - 1]
        }
    }

    /// The starts of at most `limit` matches that do not overlap.
    func separateMatches(in text: [UInt8], limit: Int) -> [Int] {
        var starts: [Int] = []
        guard limit > 0 else { return starts }
        matches(in: text) { start in
            if let last = starts.last, start < last + part.count { return true }
            starts.append(start)
            return starts.count < limit
        }
        return starts
    }
}
