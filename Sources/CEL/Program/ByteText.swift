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
