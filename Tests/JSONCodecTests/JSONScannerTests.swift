import JSONCodec
import Testing

struct JSONScannerTests {
    @Test func `an object is walked key by key`() throws {
        var id = ""
        var amount = 0.0
        try withJSONScanner(over: Array(#"{"id":"a\n1", "other":[{}], "amount":12.5}"#.utf8)) {
            scanner in
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                if scanner.equals(key, "id") {
                    id = scanner.string(try scanner.readString())
                } else if scanner.equals(key, "amount") {
                    amount = try scanner.readDouble()
                } else {
                    try scanner.skipValue()
                }
            }
            try scanner.finish()
        }
        #expect(id == "a\n1")
        #expect(amount == 12.5)
    }

    @Test func `nested containers are walked one inside the other`() throws {
        var found: [[Int64]] = []
        try withJSONScanner(over: Array(#"[[1, 2], [], [3]]"#.utf8)) { scanner in
            try scanner.beginArray()
            while try scanner.nextElement() {
                var row: [Int64] = []
                try scanner.beginArray()
                while try scanner.nextElement() { row.append(try scanner.readInt64()) }
                found.append(row)
            }
            try scanner.finish()
            #expect(scanner.depth == 0)
        }
        #expect(found == [[1, 2], [], [3]])
    }

    @Test(arguments: [
        ("{}", JSONKind.object), ("[]", .array), (" \n\"\"", .string), ("-1", .number),
        ("0", .number), ("true", .boolean), ("false", .boolean), ("null", .null),
    ])
    func `the first byte tells the kind`(text: String, kind: JSONKind) throws {
        let found = try withJSONScanner(over: Array(text.utf8)) { try $0.peekKind() }
        #expect(found == kind)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("9223372036854775807", .max),
            ("-9223372036854775808", .min), ("1000000000000000000", 1_000_000_000_000_000_000),
        ] as [(String, Int64)])
    func `an integer is read`(text: String, expected: Int64) throws {
        #expect(try withJSONScanner(over: Array(text.utf8)) { try $0.readInt64() } == expected)
    }

    @Test(arguments: [
        ("1.0", JSONError.Fact.notAnInteger), ("1e2", .notAnInteger),
        ("9223372036854775808", .numberOutOfRange), ("-9223372036854775809", .numberOutOfRange),
        ("18446744073709551616", .numberOutOfRange), ("100000000000000000000", .numberOutOfRange),
        ("true", .unexpected(UInt8(ascii: "t"), expected: .number)),
    ])
    func `what is no integer of 64 bits is refused`(text: String, fact: JSONError.Fact) {
        #expect(throws: JSONError(fact, at: 0)) {
            try withJSONScanner(over: Array(text.utf8)) { try $0.readInt64() }
        }
    }

    @Test(arguments: [
        "0", "-0.0", "1", "0.1", "0.3", "-2.5", "1e22", "1e23", "9007199254740993", "123456.789e3",
        "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "4.9e-324", "1e-400",
        "0.1000000000000000055511151231257827", "100000000000000000000000", "1e-22", "1e-23",
        "8.41e21", "9.5e-3", "3.141592653589793238462643", "7205759403792793.5", "0e999999999999",
        "0.000000000000000000000000000000000000012345", "18446744073709551615", "1e0000000000001",
    ])
    func `a double is the nearest one`(text: String) throws {
        let found = try withJSONScanner(over: Array(text.utf8)) { try $0.readDouble() }
        #expect(found.bitPattern == Double(text)?.bitPattern)
    }

    @Test(arguments: ["1e309", "-1e309", "1e99999999999999999999"])
    func `a number beyond all doubles is refused`(text: String) {
        #expect(throws: JSONError(.numberOutOfRange, at: 0)) {
            try withJSONScanner(over: Array(text.utf8)) { try $0.readDouble() }
        }
    }

    @Test(arguments: [
        (#""""#, ""), (#""abc""#, "abc"), (#""\u0061\n\t\"\\\/\b\f\r""#, "a\n\t\"\\/\u{8}\u{C}\r"),
        (#""\uD83D\uDE00x""#, "😀x"), (#""é\u00e9日""#, "éé日"), (#""\u0000""#, "\u{0}"),
        (#""\uFFFD\uffff""#, "\u{FFFD}\u{FFFF}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
    ])
    func `a string is unescaped`(text: String, expected: String) throws {
        try withJSONScanner(over: Array(text.utf8)) { scanner in
            let string = try scanner.readString()
            #expect(string.hasEscapes == text.contains("\\"))
            #expect(scanner.string(string) == expected)
            var buffer: [UInt8] = [1]
            scanner.appendUnescaped(string, to: &buffer)
            #expect(buffer == [1] + Array(expected.utf8))
        }
    }

    @Test func `keys are compared by what they stand for`() throws {
        try withJSONScanner(over: Array(#"{"na\u006de":1,"name":2,"nam":3}"#.utf8)) { scanner in
            var equal: [Bool] = []
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                equal.append(scanner.equals(key, "name"))
                try scanner.skipValue()
            }
            #expect(equal == [true, true, false])
        }
    }

    @Test func `a raw value is the bytes of one value`() throws {
        try withJSONScanner(over: Array(#"[ {"a": [1, 2]} , 3 ]"#.utf8)) { scanner in
            try scanner.beginArray()
            var values: [String] = []
            while try scanner.nextElement() {
                values.append(
                    String(decoding: scanner.slice(try scanner.readRawValue()), as: UTF8.self))
            }
            #expect(values == [#"{"a": [1, 2]}"#, "3"])
        }
    }

    @Test func `an error of the closure comes through`() {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try withJSONScanner(over: []) { _ throws(Stop) in throw Stop() }
        }
    }
}
