/// Reads a text word by word, in lower case.
struct WordReader {
    private let text: UnsafeRawBufferPointer
    private var index = 0
    /// Where the word that was read last stands; longer words are cut off, as they are no entry's.
    private let buffer: UnsafeMutableRawBufferPointer
    private var count = 0

    private init(_ text: UnsafeRawBufferPointer, _ buffer: UnsafeMutableRawBufferPointer) {
        self.text = text
        self.buffer = buffer
    }

    /// Calls `body` with the words of `text` until it returns false.
    ///
    /// What it is given is only valid during the call. Words longer than `longest` bytes are cut off
    /// one byte after that.
    @inline(__always)
    static func forEachWord(
        of text: UnsafeRawBufferPointer, longest: Int, _ body: (UnsafeRawBufferPointer) -> Bool
    ) {
        withUnsafeTemporaryAllocation(byteCount: longest + 1, alignment: 8) { buffer in
            folded.withUnsafeBufferPointer { folded in
                var reader = WordReader(text, buffer)
                while reader.next(folded) {
                    let word = UnsafeRawBufferPointer(rebasing: buffer[..<reader.count])
                    guard body(word) else { return }
                }
            }
        }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        guard count < buffer.count else { return }
        buffer[count] = byte
        count += 1
    }

    /// Goes on to the next word; returns false at the end.
    @inline(__always)
    private mutating func next(_ folded: UnsafeBufferPointer<UInt8>) -> Bool {
        count = 0
        while index < text.count {
            let byte = text[index]
            let kind = folded[Int(byte)]
            if kind >= Self.firstWordByte {
                append(kind)
                index += 1
            } else if kind == Self.foreign {
                guard readScalar() else { break }
            } else if count > 0 {
                break
            } else {
                index += 1
                if kind == Self.mark {
                    append(byte)
                    break
                }
            }
        }
        return count > 0
    }

    /// Reads a character outside of ASCII; returns false where the word ends before or with it.
    @inline(never)
    private mutating func readScalar() -> Bool {
        let length = min(Self.length(text[index]), text.count - index)
        let bytes = text[index..<index + length]
        guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else {
            index += length
            return true
        }
        let properties = scalar.properties
        if properties.isAlphabetic || properties.numericType != nil || Self.isJoined(properties) {
            index += length
            for byte in properties.lowercaseMapping.utf8 { append(byte) }
            return true
        }
        guard count == 0 else { return false }
        index += length
        guard !properties.isWhitespace else { return true }
        for byte in bytes { append(byte) }
        return false
    }

    /// Whether the character belongs to the one before it, as an accent of its own does.
    private static func isJoined(_ properties: Unicode.Scalar.Properties) -> Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func length(_ byte: UInt8) -> Int {
        byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    }

    // MARK: Bytes

    private static let space: UInt8 = 0
    private static let mark: UInt8 = 1
    private static let foreign: UInt8 = 2
    private static let firstWordByte: UInt8 = 0x30

    /// For each byte what it is: a word's byte in lower case, or one of the three above.
    private static let folded: [UInt8] = (0...255).map { number in
        let byte = UInt8(number)
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "_"):
            return byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
        case 0x80...0xFF: return foreign
        case 0...0x20, 0x7F: return space
        default: return mark
        }
    }
}
