import JSONCodec
import Testing

/// What RFC 8259 allows and what it does not; the texts are ours.
struct JSONGrammarTests {
    private func error(in bytes: [UInt8]) -> JSONError? {
        do {
            try withJSONScanner(over: bytes) { scanner in
                try scanner.skipValue()
                try scanner.finish()
            }
            return nil
        } catch {
            return error as? JSONError
        }
    }

    @Test(arguments: [
        "null", "true", "false", "0", "-0", "7", "-12", "0.5", "-0.25", "1e5", "1E+5", "1e-05",
        "0e0", "123456789012345678901234567890", "1e400", "0.00000000000000000000000000001",
        "\"\"", "\"a\"", "\"é日😀\"", #""\" \\ \/ \b \f \n \r \t""#, #""\u0041""#, #""\u00e9""#,
        #""\uD83D\uDE00""#, #""\uFFFF""#, #""\u0000""#, "\"\u{7F}\"", "\"\u{2028}\"", "\"/\"",
        "[]", "[ ]", "[1]", "[1,2]", "[[],[[]]]", " [ 1 , 2 ] ", "\t\r\n{}\n", "{ }", #"{"":0}"#,
        #"{"a":{"b":[{"c":null}]}}"#, #"{"a" : 1 , "b" : 2}"#, #"["\\"]"#, #"["a\\\"b"]"#,
        "\"01234567\"", "\"0123456\"", "\"012345678\"", #"{"a":1,"a":2}"#,
    ])
    func `a valid text is passed`(text: String) {
        #expect(error(in: Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        "", " ", "nul", "nulL", "NULL", "True", "tru", "truee", "falsey", "nan", "NaN", "Infinity",
        "-Infinity", "undefined", "'a'", "a",
        "+1", "-", "--1", "01", "-01", "00", "1.", ".5", "-.5", "1.e3", "1e", "1e+", "1e-", "0x10",
        "1_000", "1,", "1 2", "1a", "1e1.5", "1.2.3", "- 1", "1e 5", "١",
        "\"", "\"a", #""\""#, #""\x41""#, #""\u""#, #""\u12""#, #""\u12G4""#, #""\U0041""#,
        #""\uD800""#, #""\uDC00""#, #""\uD800\uD800""#, #""\uD800x""#, #""\uD800\n""#,
        #""\uDE00\uD83D""#, #""\uD83D\u0041""#, "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"",
        #""a"b"#, #""a""b""#,
        "[", "]", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]", "[1,,2]", "[1}", "[1]]", "[\"a\"",
        "{", "}", "{]", "{,}", "{1:2}", "{a:1}", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}",
        "{\"a\":1,,\"b\":2}", "{\"a\":1 \"b\":2}", "{\"a\"::1}", "{\"a\":1]", "{\"a\":1", "{\"a\":",
        "{\"a\"", "{\"a", "{true:1}", "{\"a\":1}}", "{}{}", "[] []", "// c\n1", "/* c */ 1",
        "\u{FEFF}1", "\u{A0}1", "\u{B}1", "1\u{0}", "[1\u{C}]", "{\"a\":1}#",
    ])
    func `an invalid text is not`(text: String) {
        #expect(error(in: Array(text.utf8)) != nil)
    }

    @Test(
        arguments: [
            [0xC3, 0xA9], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
            [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
        ] as [[UInt8]])
    func `UTF-8 is passed wherever it stands`(sequence: [UInt8]) {
        for padding in 0..<17 {
            let text = [UInt8](repeating: 0x61, count: padding) + sequence + Array("bc".utf8)
            #expect(error(in: [0x22] + text + [0x22]) == nil)
            #expect(text.withUnsafeBufferPointer { firstInvalidUTF8(in: $0) } == nil)
        }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func `what is not UTF-8 is found where it begins`(sequence: [UInt8]) {
        for padding in 0..<17 {
            let start = [UInt8](repeating: 0x61, count: padding)
            for tail in [[], Array("bcdefghijk".utf8)] {
                let text = start + sequence + tail
                #expect(
                    error(in: [0x22] + text + [0x22]) == JSONError(.invalidUTF8, at: padding + 1))
                #expect(text.withUnsafeBufferPointer { firstInvalidUTF8(in: $0) } == padding)
            }
        }
    }

    @Test(arguments: 0..<20)
    func `a special byte is found at every place in a string`(place: Int) {
        let plain = [UInt8](repeating: 0x61, count: 20)
        for (byte, expected) in [
            (UInt8(0x1F), JSONError.Fact.controlCharacter(0x1F)), (0, .controlCharacter(0)),
            (0x80, .invalidUTF8),
        ] {
            var text = plain
            text[place] = byte
            #expect(error(in: [0x22] + text + [0x22]) == JSONError(expected, at: place + 1))
        }
        var quoted = plain
        quoted[place] = 0x22
        #expect(error(in: [0x22] + quoted)?.offset == (place == 19 ? nil : place + 2))
    }

    @Test func `nesting ends at the limit`() {
        let fitting = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(error(in: Array(fitting.utf8)) == nil)
        #expect(
            error(in: Array(("[" + fitting + "]").utf8)) == JSONError(.tooDeep(limit: 128), at: 128)
        )
        let mixed = String(repeating: "{\"a\":[", count: 65)
        #expect(error(in: Array(mixed.utf8))?.fact == .tooDeep(limit: 128))
    }

    @Test func `the deepest nesting that may be asked for fits the stack`() throws {
        let text =
            String(repeating: "[{\"a\":", count: 256) + "1" + String(repeating: "}]", count: 256)
        let bytes = Array(text.utf8)
        try withJSONScanner(over: bytes, maximumDepth: 512) { try $0.skipValue() }
        let value = try JSONValue(parsing: bytes, limits: JSONLimits(depth: 512))
        #expect(value.json == bytes)
        #expect(value.canonicalJSON == bytes)
    }
}
