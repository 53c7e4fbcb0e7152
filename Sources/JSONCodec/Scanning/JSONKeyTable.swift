/// Names known beforehand, such as the fields of a feature, and the place of each.
///
/// ```swift
/// var place = 0
/// while let key = try scanner.nextKey() {
///     guard let found = fields.index(of: key, in: scanner, expecting: place) else { … }
///     place = found + 1
/// }
/// ```
package struct JSONKeyTable: Sendable {
    /// The UTF-8 of all names, one after the other, and where each ends.
    private let text: [UInt8]
    private let ends: [Int]
    /// An open hash table of indices, at most half full; -1 is an empty place.
    private let places: [Int32]

    /// Makes a table of `names`, which must differ.
    package init(_ names: [String]) {
        var text: [UInt8] = []
        var ends: [Int] = []
        var size = 8
        while size < names.count * 2 { size *= 2 }
        var places = [Int32](repeating: -1, count: size)
        for (index, name) in names.enumerated() {
            let utf8 = Array(name.utf8)
            var place = utf8.withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
            while places[place] >= 0 { place = (place + 1) & (size - 1) }
            places[place] = Int32(index)
            text += utf8
            ends.append(text.count)
        }
        self.text = text
        self.ends = ends
        self.places = places
    }

    package var count: Int { ends.count }

    /// Returns the index of the name that `key` says, nil if there is none.
    ///
    /// Objects of a stream tend to keep their order, so the name at `expected` is tried first.
    package func index(
        of key: JSONString, in scanner: JSONScanner, expecting expected: Int = 0
    ) -> Int? {
        if key.hasEscapes {
            var name: [UInt8] = []
            scanner.appendUnescaped(key, to: &name)
            return name.withUnsafeBufferPointer { search($0) }
        }
        let name = scanner.slice(key.range)
        if ends.indices.contains(expected), isName(at: expected, name) { return expected }
        return search(name)
    }

    private func search(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let mask = places.count - 1
        var place = Self.hash(name) & mask
        while places[place] >= 0 {
            let index = Int(places[place])
            if isName(at: index, name) { return index }
            place = (place + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private func isName(at index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == name.count else { return false }
        for offset in 0..<name.count where text[start + offset] != name[offset] { return false }
        return true
    }

    /// FNV-1a.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
