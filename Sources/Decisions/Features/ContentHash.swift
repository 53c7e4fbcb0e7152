import Crypto

/// The first 128 bits of a SHA-256 over named parts: the identity of rules, prompts and inputs.
package struct ContentHash: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Hashes `parts`; each is preceded by its name and length, so that no two lists collide by
    /// running together.
    package init(_ parts: [(name: String, content: String)]) {
        var hasher = SHA256()
        for (name, content) in parts {
            hasher.update(data: Array("\(name.utf8.count):\(name)\(content.utf8.count):".utf8))
            hasher.update(data: Array(content.utf8))
        }
        self.init(hasher.finalize())
    }

    /// Hashes bytes as they are.
    package init(bytes: UnsafeRawBufferPointer) {
        self.init(SHA256.hash(bytes: bytes))
    }

    private init(_ digest: SHA256.Digest) {
        (high, low) = digest.withUnsafeBytes {
            (
                UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// Reads the 32 hexadecimal digits of `description`.
    package init?(_ text: String) {
        guard text.utf8.count == 32,
            text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
            let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.high = high
        self.low = low
    }
}

extension ContentHash: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: 32) { text in
            for nibble in 0..<32 {
                let word = nibble < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - nibble % 16 * 4)) & 0xF
                text[nibble] = digit < 10 ? 48 + digit : 87 + digit
            }
            return 32
        }
    }

    /// Enough digits to tell versions apart on a screen.
    package var short: String { String(description.prefix(8)) }
}

extension SHA256 {
    fileprivate static func hash(bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize()
    }
}
