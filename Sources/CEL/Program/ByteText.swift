import CRE2
import Foundation

/// A stretch of UTF-8 in memory, compared byte by byte.
typealias ByteText = UnsafeRawBufferPointer

extension UnsafeRawBufferPointer {
    @inline(__always)
    func isEqual(to other: ByteText) -> Bool {
        guard count == other.count else { return false }
        guard count > 0, let left = baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, count) == 0
    }

    @inline(__always)
    func starts(withText prefix: ByteText) -> Bool {
        count >= prefix.count && ByteText(rebasing: self[0..<prefix.count]).isEqual(to: prefix)
    }

    @inline(__always)
    func ends(withText suffix: ByteText) -> Bool {
        count >= suffix.count
            && ByteText(rebasing: self[(count - suffix.count)...]).isEqual(to: suffix)
    }

    func contains(text: ByteText) -> Bool {
        guard text.count > 0 else { return true }
        guard count >= text.count, let hay = baseAddress, let needle = text.baseAddress else {
            return false
        }
        return cre2_contains(hay, count, needle, text.count)
    }

    /// The number of code points.
    var scalarCount: Int {
        var count = 0
        for byte in self where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// How the texts stand to each other by code points, which UTF-8 keeps.
    func order(to other: ByteText) -> Ordering {
        let common = Swift.min(count, other.count)
        if common > 0, let left = baseAddress, let right = other.baseAddress {
            let order = memcmp(left, right, common)
            if order != 0 { return order < 0 ? .less : .greater }
        }
        return Ordering(count, other.count)
    }
}

/// A set of constant texts: looked through while it is small, hashed when it is not.
struct TextSet: Sendable {
    private let texts: [[UInt8]]
    /// Positions of texts by hash, open addressing, -1 for empty; none for a small set.
    private let table: [Int32]
    private static let smallCount = 8

    init(_ strings: [String]) {
        texts = strings.map { Array($0.utf8) }
        guard texts.count > Self.smallCount else {
            table = []
            return
        }
        var size = 16
        while size < texts.count * 2 { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (position, text) in texts.enumerated() {
            var place = text.withUnsafeBytes { Self.hash($0) } & (size - 1)
            while table[place] >= 0 { place = (place + 1) & (size - 1) }
            table[place] = Int32(position)
        }
        self.table = table
    }

    func contains(_ text: ByteText) -> Bool {
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

    /// FNV-1a; the set is the author's own, so nobody can aim at its collisions.
    private static func hash(_ text: ByteText) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash >> 1)
    }
}
