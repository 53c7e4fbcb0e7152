import JSONCodec
import Testing

struct JSONValueTests {
    @Test(
        arguments: [
            ("1", .int(1)), ("-0", .int(0)), ("9223372036854775807", .int(.max)),
            ("-9223372036854775808", .int(.min)), ("1.0", .double(1)), ("1e2", .double(100)),
            ("-0.0", .double(-0.0)), ("9223372036854775808", .largeNumber("9223372036854775808")),
            ("-12345678901234567890", .largeNumber("-12345678901234567890")),
            ("1e400", .largeNumber("1e400")), ("1.5E+999", .largeNumber("1.5E+999")),
            ("1e-400", .double(0)),
        ] as [(String, JSONValue)])
    func `a number is what holds it`(text: String, expected: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == expected)
    }

    @Test func `members keep their order and are found by key`() throws {
        let value = try JSONValue(parsing: #"{"b":[1,{"c":"x"}],"a":null}"#)
        #expect(value.object.map { Array($0.keys) } == ["b", "a"])
        #expect(value["b"]?[1]?["c"]?.string == "x")
        #expect(value["a"]?.isNull == true)
        #expect(value["z"] == nil)
        #expect(value["b"]?[2] == nil)
        #expect(value["b"]?[-1] == nil)
    }

    @Test(arguments: [2, 16, 17, 18, 200])
    func `a key twice is an error in objects of any size`(count: Int) {
        let members = (0..<count).map { "\"k\($0)\":0" } + ["\"k\(count / 2)\":1"]
        let text = "{" + members.joined(separator: ",") + "}"
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.fact == .duplicateKey("k\(count / 2)"))
        #expect(error?.offset == text.utf8.count - members[count].utf8.count - 1)
    }

    @Test func `a key twice is seen through its escapes`() {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: #"{"ab":1,"a\u0062":2}"#)
        }
        #expect(error?.fact == .duplicateKey("ab"))
    }

    @Test func `keys that differ in normalisation alone are the same key`() {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        }
        #expect(error?.offset == 8)
    }

    @Test func `objects are equal whatever their order`() throws {
        let one = try JSONValue(parsing: #"{"a":1,"b":{"c":2,"d":[3]}}"#)
        let other = try JSONValue(parsing: #"{"b":{"d":[3],"c":2},"a":1}"#)
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != (try JSONValue(parsing: #"{"a":1,"b":{"c":2,"d":[4]}}"#)))
        #expect(one != ["a": 1])
        #expect(["a": 1] as JSONValue != ["b": 1])
    }

    @Test func `accessors answer for their kind alone`() {
        #expect(JSONValue.bool(true).bool == true)
        #expect(JSONValue.int(1).bool == nil)
        #expect(JSONValue.double(3).int == 3)
        #expect(JSONValue.double(3.5).int == nil)
        #expect(JSONValue.int(3).double == 3)
        #expect(JSONValue.largeNumber("1e400").double == nil)
        #expect(JSONValue.largeNumber("12345678901234567168").double == 12345678901234567168)
        #expect(JSONValue.string("1").int == nil)
        #expect(JSONValue.array([]).object == nil)
        #expect(JSONValue.null.string == nil)
    }

    @Test func `members are set, added and removed`() {
        var value: JSONValue = ["a": 1, "b": [true, nil]]
        value["a"] = "x"
        value["c"] = 2.5
        value["b"] = nil
        #expect(value == ["a": "x", "c": 2.5])
        #expect(value.description == #"{"a":"x","c":2.5}"#)
    }

    @Test func `limits are exact`() throws {
        #expect(throws: Never.self) {
            try JSONValue(parsing: "[1,[2]]", limits: JSONLimits(bytes: 7, depth: 2, values: 4))
        }
        for limits in [
            JSONLimits(bytes: 6, depth: 2, values: 4), JSONLimits(bytes: 7, depth: 1, values: 4),
            JSONLimits(bytes: 7, depth: 2, values: 3),
        ] {
            #expect(throws: JSONError.self) { try JSONValue(parsing: "[1,[2]]", limits: limits) }
        }
    }
}
