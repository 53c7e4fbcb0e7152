import JSONCodec

/// A JSON object that stands in a text.
enum EmbeddedJSON {
    /// Braces beyond these are taken for prose.
    private static let attempts = 4

    /// Returns where the first object stands.
    static func object(in text: [UInt8]) -> Range<Int>? {
        var start = 0
        for _ in 0..<attempts {
            guard let brace = text[start...].firstIndex(of: UInt8(ascii: "{")) else { return nil }
            let length = text[brace...].withUnsafeBufferPointer { rest -> Int? in
                var scanner = JSONScanner(rest)
                return (try? scanner.readRawValue())?.upperBound
            }
            if let length { return brace..<brace + length }
            start = brace + 1
        }
        return nil
    }

    /// Whether nothing but white space stands around `range`.
    static func isWhole(_ range: Range<Int>, of text: [UInt8]) -> Bool {
        func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
            bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        }
        return isBlank(text[..<range.lowerBound]) && isBlank(text[range.upperBound...])
    }
}
