import JSONCodec
import TestSupport
import Testing

struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `commas and colons come by themselves`() {
        let text = text { writer in
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.int(1)
            writer.beginObject()
            writer.endObject()
            writer.beginArray()
            writer.endArray()
            writer.null()
            writer.endArray()
            writer.key("b" + "\"")
            writer.bool(false)
            writer.key("c")
            writer.raw(Array("[1, 2]".utf8))
            writer.key("d")
            writer.value(["x": nil])
            writer.key("e")
            writer.string("y")
            writer.endObject()
        }
        #expect(text == #"{"a":[1,{},[],null],"b\"":false,"c":[1, 2],"d":{"x":null},"e":"y"}"#)
    }

    @Test func `lines follow each other without commas`() {
        let text = text { writer in
            for number in 1...2 {
                writer.beginArray()
                writer.int(number)
                writer.endArray()
                writer.newline()
            }
        }
        #expect(text == "[1]\n[2]\n")
    }

    @Test func `a reset writer begins anew`() {
        var writer = JSONWriter(reserving: 64)
        writer.int(1)
        writer.reset()
        writer.int(2)
        #expect(writer.bytes == [0x32])
    }

    @Test(
        arguments: [
            (0, "0"), (9, "9"), (10, "10"), (-1, "-1"), (1234567890, "1234567890"),
            (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
        ] as [(Int64, String)])
    func `an integer is written in full`(value: Int64, expected: String) {
        #expect(text { $0.int(value) } == expected)
    }

    @Test func `the largest unsigned integer is written in full`() {
        #expect(text { $0.uint(.max) } == "18446744073709551615")
    }

    @Test(
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-2.5, "-2.5"), (0.1, "0.1"), (0.93, "0.93"),
            (1234.5678, "1234.5678"), (0.0001, "0.0001"), (0.3, "0.3"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"),
            (999_999_999.9999, "999999999.9999"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (100, "100.0"), (0.05, "0.05"),
            (1e-7, "1e-07"), (12.05, "12.05"),
        ] as [(Double, String)])
    func `a double is the shortest text that reads back`(value: Double, expected: String) {
        #expect(text { $0.double(value) } == expected)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `short decimals are written as Swift describes them`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var writer = JSONWriter()
        for _ in 0..<20_000 {
            let value = random.double()
            writer.reset()
            writer.double(value)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == value.description)
        }
    }

    @Test(
        arguments: [
            (1.5, "1.5"), (nil, "null"), (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ] as [(Double?, String)])
    func `null stands for no number where asked to`(value: Double?, expected: String) {
        #expect(text { $0.doubleOrNull(value) } == expected)
        #expect(JSONValue.doubleOrNull(value).description == expected)
    }

    @Test func `a number that is not finite is a programmer's error`() async {
        await #expect(processExitsWith: .failure) {
            var writer = JSONWriter()
            writer.double(.nan)
        }
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/d", #""a\"b\\c/d""#),
        ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
        ("\u{0}\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
        ("é日😀", "\"é日😀\""), ("0123456\"", #""0123456\"""#), ("01234567\"9", #""01234567\"9""#),
    ])
    func `a string is escaped where it must be`(value: String, expected: String) {
        #expect(text { $0.string(value) } == expected)
        let bytes = Array(value.utf8)
        #expect(
            text { writer in bytes.withUnsafeBufferPointer { writer.string(utf8: $0) } } == expected
        )
    }

    @Test(arguments: 0..<20)
    func `an escape is found at every place`(place: Int) {
        for scalar in ["\"", "\\", "\n", "\u{1F}"] as [Unicode.Scalar] {
            var scalars = Array(repeating: "a" as Unicode.Scalar, count: 20)
            scalars[place] = scalar
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            let value = JSONValue.string(String(view))
            #expect((try? JSONValue(parsing: value.json)) == value)
        }
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (100, "100"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"), (1.5e21, "1.5e+21"), (1.2345678901234568e20, "123456789012345680000"),
            (1e-6, "0.000001"), (1.5e-6, "0.0000015"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"),
            (333333333.33333329, "333333333.3333333"), (4.5, "4.5"), (2e-3, "0.002"),
            (9007199254740992, "9007199254740992"), (.leastNonzeroMagnitude, "5e-324"),
            (-.leastNonzeroMagnitude, "-5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (0.1, "0.1"),
            (1e16, "10000000000000000"),
            (2.9514790517935283e20, "295147905179352830000"),
            (1424953923781206.2, "1424953923781206.2"),
        ] as [(Double, String)])
    func `a canonical number is what ECMAScript prints`(value: Double, expected: String) {
        #expect(String(decoding: JSONValue.double(value).canonicalJSON, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        (
            #"{"b":1.0,"a":[2e0,{"d":3,"c":"\u00e9\/"}]}"#,
            "{\"a\":[2,{\"c\":\"é/\",\"d\":3}],\"b\":1}"
        ),
        (
            #"{"\ufb33":1,"\ud83d\ude00":2,"1":3,"":4,"a":5}"#,
            "{\"\":4,\"1\":3,\"a\":5,\"😀\":2,\"\u{FB33}\":1}"
        ),
        ("[9007199254740993, 12345678901234567890]", "[9007199254740993,12345678901234567890]"),
    ])
    func `a canonical text is one for all equal values`(text: String, expected: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(String(decoding: value.canonicalJSON, as: UTF8.self) == expected)
    }
}
