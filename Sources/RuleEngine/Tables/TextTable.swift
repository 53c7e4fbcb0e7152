import Foundation

/// Texts with a number each, found by their bytes without allocating.
final class TextTable: Sendable {
    /// The texts one after the other.
    private let bytes: FixedBuffer<UInt8>
    /// Where each text begins, and where the last ends.
    private let starts: FixedBuffer<Int>
    /// Numbers by hash, open addressing, -1 for empty.
    private let places: FixedBuffer<Int32>
    private let hashes: FixedBuffer<UInt64>
    private let longest: Int

    var count: Int { starts.count - 1 }

    /// Makes a table of texts that differ.
    init(_ texts: [[UInt8]]) {
        bytes = FixedBuffer(texts.flatMap(\.self))
        starts = FixedBuffer(texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
        longest = texts.map(\.count).max() ?? 0
        let hashes = texts.map { $0.withUnsafeBytes { Self.hash($0, isPadded: false) } }
        var size = 16
        while size < texts.count * 2 { size *= 2 }
        var places = [Int32](repeating: -1, count: size)
        for (number, hash) in hashes.enumerated() {
            var place = Int(truncatingIfNeeded: hash) & (size - 1)
            while places[place] >= 0 { place = (place + 1) & (size - 1) }
            places[place] = Int32(number)
        }
        self.hashes = FixedBuffer(hashes)
        self.places = FixedBuffer(places)
    }

    /// The text of a number.
    subscript(_ number: Int) -> [UInt8] {
        (starts.start[number]..<starts.start[number + 1]).map { bytes.start[$0] }
    }

    /// Returns the number of `text`, or `nil` where it is none of the texts.
    @inline(__always)
    func number(of text: UnsafeRawBufferPointer) -> Int? {
        withExtendedLifetime(self) { view.number(of: text) }
    }

    /// The table by its pointers; valid for as long as the table lives.
    var view: View {
        View(
            bytes: bytes.start, starts: starts.start, places: places.start, hashes: hashes.start,
            mask: places.count - 1, longest: longest)
    }

    struct View: BitwiseCopyable {
        fileprivate let bytes: UnsafePointer<UInt8>
        fileprivate let starts: UnsafePointer<Int>
        fileprivate let places: UnsafePointer<Int32>
        fileprivate let hashes: UnsafePointer<UInt64>
        fileprivate let mask: Int
        fileprivate let longest: Int

        /// Returns the number of `text`, which is padded where eight bytes behind it may be read.
        @inline(__always)
        func number(of text: UnsafeRawBufferPointer, isPadded: Bool = false) -> Int? {
            guard text.count <= longest else { return nil }
            let hash = TextTable.hash(text, isPadded: isPadded)
            var place = Int(truncatingIfNeeded: hash) & mask
            while places[place] >= 0 {
                let number = Int(places[place])
                if hashes[number] == hash, isEqual(text, number) {
                    return number
                }
                place = (place + 1) & mask
            }
            return nil
        }

        @inline(__always)
        private func isEqual(_ text: UnsafeRawBufferPointer, _ number: Int) -> Bool {
            let start = starts[number]
            guard starts[number + 1] - start == text.count else { return false }
            guard let address = text.baseAddress, text.count > 0 else { return true }
            return memcmp(bytes + start, address, text.count) == 0
        }
    }

    /// Mixes eight bytes at a time; the texts are the author's own, so that nobody can aim at
    /// collisions.
    @inline(__always)
    private static func hash(_ text: UnsafeRawBufferPointer, isPadded: Bool) -> UInt64 {
        var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
        guard let start = text.baseAddress else { return mixed(hash, 0) }
        var offset = 0
        while offset + 8 <= text.count {
            hash = mixed(hash, start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        return mixed(hash, rest(start + offset, text.count - offset, isPadded: isPadded))
    }

    /// Less than eight bytes as a word, read in one go where more may be read.
    @inline(__always)
    private static func rest(
        _ start: UnsafeRawPointer, _ count: Int, isPadded: Bool
    ) -> UInt64 {
        if isPadded {
            return start.loadUnaligned(as: UInt64.self).byteSwapped >> UInt64(64 - 8 * count)
        }
        var rest: UInt64 = 0
        for offset in 0..<count {
            rest = rest << 8 | UInt64(start.load(fromByteOffset: offset, as: UInt8.self))
        }
        return rest
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 29)
    }
}
