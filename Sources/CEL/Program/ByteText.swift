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
        var continuations = 0
        var offset = 0
        while offset + 8 <= count {
            // Eight sums side by side: of 31 words they come to 248 together, which fits a byte.
            let end = Swift.min(offset + 31 * 8, count - 7)
            var sums: UInt64 = 0
            while offset < end {
                let word = loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                // Bytes whose highest bits are 10 continue a code point.
                sums += word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101
                offset += 8
            }
            continuations += Int((sums &* 0x0101_0101_0101_0101) >> 56)
        }
        while offset < count {
            if self[offset] & 0xC0 == 0x80 { continuations += 1 }
            offset += 1
        }
        return count - continuations
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
