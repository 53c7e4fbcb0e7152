/// The encoding of one scalar (RFC 3629).
enum UTF8Sequence {
    /// Returns the length of the sequence that starts at `offset`, nil if it is not well formed.
    static func length(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let left = bytes.count - offset
        guard left > 0 else { return nil }
        let length: Int
        // The range of the second byte rules out overlong forms, surrogates and what lies beyond.
        let second: ClosedRange<UInt8>
        switch bytes[offset] {
        case 0...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE, 0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard left >= length, second.contains(bytes[offset + 1]) else { return nil }
        if length > 2, bytes[offset + 2] & 0xC0 != 0x80 { return nil }
        if length > 3, bytes[offset + 3] & 0xC0 != 0x80 { return nil }
        return length
    }

    /// Writes `scalar` from `index` on and returns how many bytes it takes.
    static func encode(
        _ scalar: Unicode.Scalar, into target: UnsafeMutableBufferPointer<UInt8>, at index: Int
    ) -> Int {
        let units = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        precondition(index + units.count <= target.count)
        var length = 0
        for unit in units {
            target[index + length] = unit
            length += 1
        }
        return length
    }
}

/// Returns the offset of the first byte that is not UTF-8, nil if all are.
package func firstInvalidUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var offset = 0
    while offset < bytes.count {
        if offset + 8 <= bytes.count {
            let nonASCII = ByteBlock(loading: bytes, at: offset).nonASCII
            if nonASCII == 0 {
                offset += 8
                continue
            }
            offset += nonASCII.trailingZeroBitCount / 8
        }
        guard let length = UTF8Sequence.length(at: offset, in: bytes) else { return offset }
        offset += length
    }
    return nil
}
