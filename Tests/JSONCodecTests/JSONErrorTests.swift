import JSONCodec
import Testing

struct JSONErrorTests {
    @Test(arguments: [
        ("", 0, "unexpected end; expected a value"),
        ("}", 0, "unexpected `}`; expected a value"),
        ("[1,]", 3, "unexpected `]`; expected a value"),
        ("[1 2]", 3, "unexpected `2`; expected `,` or `]`"),
        ("{1:2}", 1, "unexpected `1`; expected a key or `}`"),
        ("{\"a\":1,}", 7, "unexpected `}`; expected a key"),
        ("{\"a\" 1}", 5, "unexpected `1`; expected `:`"),
        ("{\"a\":1 \"b\":2}", 7, "unexpected `\"`; expected `,` or `}`"),
        ("tru", 0, "unexpected `t`; expected `true` or `false`"),
        ("nil", 0, "unexpected `n`; expected `null`"),
        ("-x", 1, "unexpected `x`; expected a digit"),
        ("1.", 2, "unexpected end; expected a digit"),
        ("-012", 0, "a number with a leading zero"),
        ("\"a", 2, "unexpected end; expected a closing `\"`"),
        ("\"\\", 2, "unexpected end; expected an escape"),
        ("\"\\q\"", 1, "unknown escape: a backslash and `q`"),
        ("\"\\u12x4\"", 5, "unexpected `x`; expected a hexadecimal digit"),
        ("\"\\uD800\"", 1, "half a surrogate pair in a string"),
        ("\"a\nb\"", 2, "a control character, a line feed, in a string; escape it"),
        ("\"a\u{1}b\"", 2, "a control character, byte 0x01, in a string; escape it"),
        ("1 2", 2, "unexpected `2` after the value"),
        ("\u{FEFF}1", 0, "unexpected byte 0xEF; expected a value"),
        ("{\"a\":1,\"b\":2,\"a\":3}", 13, "duplicate key `a`"),
        ("[[[[1]]]]", 3, "nested deeper than 3 levels"),
        ("[1,1,1,1,1,1,1,1,1,1]", 19, "more than 10 values"),
        ("\"0123456789012345678901234567890123456789\"", 40, "longer than 40 bytes"),
    ])
    func `an error says what stands where`(text: String, offset: Int, message: String) {
        let limits = JSONLimits(bytes: 40, depth: 3, values: 10)
        do {
            _ = try JSONValue(parsing: text, limits: limits)
            Issue.record("no error")
        } catch {
            #expect(error.description == message)
            #expect(error.offset == offset)
        }
    }

    @Test func `bytes that are not UTF-8 are called so`() {
        #expect(throws: JSONError(.invalidUTF8, at: 2)) {
            try JSONValue(parsing: [0x22, 0x61, 0xFF, 0x22])
        }
        #expect(JSONError(.invalidUTF8, at: 2).description == "bytes that are not UTF-8")
    }

    @Test(arguments: [
        ("1.5", JSONError.Fact.notAnInteger, "a number that is not an integer"),
        ("1e3", .notAnInteger, "a number that is not an integer"),
        ("99999999999999999999", .numberOutOfRange, "a number out of range"),
    ])
    func `a number of another type is called so`(
        text: String, fact: JSONError.Fact, message: String
    ) {
        let error = #expect(throws: JSONError.self) {
            try withJSONScanner(over: Array(text.utf8)) { try $0.readInt64() }
        }
        #expect(error?.fact == fact)
        #expect(error?.description == message)
    }

    @Test(arguments: [
        ("{}}", 1, 3), ("[1,\n 2,\n  x]", 3, 3), ("[\"é日😀\", x]", 1, 9), ("", 1, 1),
    ])
    func `an offset has a line and a column`(text: String, line: Int, column: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: text) }
        let position = error.position(in: Array(text.utf8))
        #expect(position.line == line)
        #expect(position.column == column)
    }
}
