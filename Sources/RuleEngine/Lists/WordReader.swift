/// Reads a text word by word, in lower case.
struct WordReader {
    private let text: UnsafeRawBufferPointer
    private var index = 0
    private let longest: Int
    /// The word that was read last.
    private var word: [UInt8]

    /// Words longer than `longest` bytes are cut off one byte after that: they are no entry's.
    init(_ text: UnsafeRawBufferPointer, longest: Int) {
        self.text = text
        self.longest = longest
        word = []
        word.reserveCapacity(longest + 8)
    }

    /// Goes on to the next word; returns false at the end.
    @inline(__always)
    mutating func next() -> Bool {
        word.removeAll(keepingCapacity: true)
        while index < text.count {
            let byte = text[index]
            let folded = Self.folded[Int(byte)]
            if folded >= Self.firstWordByte {
                if word.count <= longest { word.append(folded) }
                index += 1
            } else if folded == Self.foreign {
                guard readScalar() else { break }
            } else if !word.isEmpty {
                break
            } else {
                index += 1
                if folded == Self.mark {
                    word.append(byte)
                    break
                }
            }
        }
        return !word.isEmpty
    }

    /// Calls `body` with the bytes of the word.
    @inline(__always)
    func withWord<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        word.withUnsafeBytes(body)
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
            if word.count <= longest { word.append(contentsOf: properties.lowercaseMapping.utf8) }
            return true
        }
        guard word.isEmpty else { return false }
        index += length
        guard !properties.isWhitespace else { return true }
        word.append(contentsOf: bytes)
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
