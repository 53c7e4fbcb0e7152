import Decisions
import TestSupport
import Testing

/// Recorded cases, as they are written.
struct CaseReaderTests {
    private static let feature = """
        feature: f
        questions:
          - { name: team, type: choice, choices: [billing, technical, true] }
        fields:
          text: string
          amount: { type: double, optional: true }
          count: { type: int, optional: true }
          size: { type: uint, optional: true }
          vip: { type: bool, optional: true }
          at: { type: timestamp, optional: true }
          wait: { type: duration, optional: true }
          tags: { type: list(string), optional: true }
          costs: { type: "map(string, int)", optional: true }
          more: { type: dyn, optional: true }
        slices: [text, count]
        """

    private func read(_ line: String, feature: String = feature) throws -> CaseReader.Reading {
        try read(Array(line.utf8), feature: feature)
    }

    private func read(
        _ bytes: [UInt8], feature: String = feature
    ) throws -> CaseReader.Reading {
        let reader = CaseReader(try Feature.read(feature))
        return bytes.withUnsafeBufferPointer { reader.read($0, fallbackID: "file:7") }
    }

    @Test func `a case with everything is read`() throws {
        let reading = try read(
            #"""
            {"amount":1.50,"id":"17","time":"2013-01-01T06:00:00Z","user":"ann","unknown":[1],
             "groups":{"region":"EU","floor":3},"text":"caf\u00e9","count":-3,"outcome":"technical"}
            """#)
        let found = try #require(reading.case)
        #expect(found.id == "17" && found.user == "ann" && reading.undeclared == 1)
        #expect(found.time == Timestamp("2013-01-01T06:00:00Z"))
        #expect(found.groups == ["region": "EU", "floor": "3"])
        #expect(found.slices == ["text": "café", "count": "-3"])
        // In the declared order, each value's text as it arrived.
        #expect(
            String(decoding: found.input.json, as: UTF8.self)
                == #"{"text":"caf\u00e9","amount":1.50,"count":-3}"#)
        #expect(
            found.outcomes == [
                Outcome(
                    caseID: "17", question: "team", value: .text("technical"),
                    source: .systemOfRecord)
            ])
        #expect(reading.problems.isEmpty)
    }

    @Test func `the order of members does not change the input`() throws {
        let one = try read(#"{"text":"a","count":1,"tags":["x"]}"#).case
        let two = try read(#"{ "tags":["x"] , "id":1, "count":1,"te\u0078t":"a"}"#).case
        #expect(one?.input == two?.input)
        #expect(one?.id == "file:7" && two?.id == "1")
    }

    @Test(arguments: [
        (#"{"id":"a b","text":""}"#, "a b"), (#"{"id":17,"text":""}"#, "17"),
        (#"{"id":1.50,"text":""}"#, "1.50"), (#"{"id":null,"text":""}"#, "file:7"),
        (#"{"id":123456789012345678901234567890,"text":""}"#, "123456789012345678901234567890"),
        (#"{"id":"\u0061\n","text":""}"#, "a\n"), (#"{"text":""}"#, "file:7"),
    ])
    func `an id is a text or a number`(line: String, id: String) throws {
        #expect(try read(line).case?.id == id)
    }

    static let faults: [(String, CaseProblem.Kind, String)] = [
        ("", .notJSON, "unexpected end; expected an object"),
        ("[]", .notJSON, "unexpected `[`; expected an object"),
        (#"{"text":"a"} x"#, .notJSON, "unexpected `x` after the value"),
        ("{}", .missingField, "field `text` is missing"),
        (#"{"text":null}"#, .missingField, "field `text` is missing"),
        (
            #"{"count":1,"input":{"text":"a"}}"#, .missingField,
            "field `text` is missing; it stands in `input`, but a case has its fields at the top "
                + #"level, as in `{"text": …}`"#
        ),
        (
            #"{"case":{"id":{},"fields":{"text":"a"}}}"#, .missingField,
            "field `text` is missing; it stands in `case.fields`, but a case has its fields at "
                + #"the top level, as in `{"text": …}`"#
        ),
        (#"{"a":{"b":{"c":{"d":{"text":""}}}}}"#, .missingField, "field `text` is missing"),
        (#"{"costs":{"text":1}}"#, .missingField, "field `text` is missing"),
        (#"{"size":1,"Text":""}"#, .missingField, "field `text` is missing; there is a `Text`"),
        (#"{"text":1}"#, .wrongType, "field `text` is a number; expected string"),
        (
            #"{"text":"","amount":"1"}"#, .wrongType,
            "field `amount` is a string; expected double, such as `1234.5`"
        ),
        (#"{"text":"","amount":1e999}"#, .wrongType, "field `amount` is a number; expected double"),
        (
            #"{"text":"","amount":-2e308}"#, .wrongType,
            "field `amount` is a number; expected double"
        ),
        (#"{"text":"","count":1e999}"#, .wrongType, "field `count` is a number; expected int"),
        (#"{"text":"","count":1.5}"#, .wrongType, "field `count` is a number; expected int"),
        (#"{"text":"","count":1e2}"#, .wrongType, "field `count` is a number; expected int"),
        (
            #"{"text":"","count":9223372036854775808}"#, .wrongType,
            "field `count` is a number; expected int"
        ),
        (#"{"text":"","size":-1}"#, .wrongType, "field `size` is a number; expected uint"),
        (
            #"{"text":"","vip":"yes"}"#, .wrongType,
            "field `vip` is a string; expected bool, such as `true`"
        ),
        (
            #"{"text":"","at":"now"}"#, .wrongType,
            "field `at` is a string; expected timestamp, such as `2026-01-31T12:00:00Z`"
        ),
        (
            #"{"text":"","wait":"5"}"#, .wrongType,
            "field `wait` is a string; expected duration, such as `1.5s`"
        ),
        (
            #"{"text":"","tags":["a",1]}"#, .wrongType,
            "field `tags` is an array; expected list(string)"
        ),
        (
            #"{"text":"","costs":{"a":"1"}}"#, .wrongType,
            "field `costs` is an object; expected map(string, int)"
        ),
        (#"{"text":"","text":""}"#, .duplicateKey, "key `text` is given twice"),
        (#"{"text":"","id":1,"i\u0064":2}"#, .duplicateKey, "key `id` is given twice"),
        (#"{"text":"","id":[]}"#, .wrongType, "`id` is no text or number"),
        (#"{"text":"","id":""}"#, .wrongType, "`id` is empty"),
        (#"{"text":"","user":{}}"#, .wrongType, "`user` is no text or number"),
        (#"{"text":"","groups":[]}"#, .wrongType, "`groups` is no object"),
        (#"{"text":"","groups":{"a":[]}}"#, .wrongType, "`a` is no text or number"),
        (#"{"text":"","groups":{"a":"","a":""}}"#, .duplicateKey, "group `a` is given twice"),
        (#"{"text":"","time":5}"#, .wrongType, "`time` is no text"),
        (
            #"{"text":"","time":"soon"}"#, .badTime,
            "`time` is no time such as `2026-01-31T12:00:00Z`"
        ),
    ]

    @Test(arguments: faults)
    func `a case that is wrong is left out, with a reason`(
        line: String, kind: CaseProblem.Kind, words: String
    ) throws {
        let reading = try read(line)
        #expect(reading.case == nil)
        #expect(reading.problems.map(\.kind) == [kind])
        #expect(reading.problems.first?.description.hasPrefix(words) == true, "\(reading.problems)")
        #expect(reading.problems.allSatisfy { $0.excludesCase })
    }

    @Test(arguments: [
        #"{"text":"","amount":null,"count":null,"time":null,"user":null,"groups":null,"outcome":null}"#,
        #"{"text":"","at":"2026-01-01","wait":"5m","tags":[],"costs":{},"more":{"a":[null]}}"#,
        #"{"text":"","amount":1.7976931348623157e308}"#, #"{"text":"","amount":1e-999}"#,
        #"{"text":"","size":9223372036854775807,"amount":1e-300,"vip":false}"#,
    ])
    func `what is optional may be missing or null`(line: String) throws {
        let reading = try read(line)
        #expect(reading.case != nil && reading.problems.isEmpty, "\(reading.problems)")
    }

    @Test func `hostile cases are refused`() throws {
        let deep = #"{"text":"","more":"# + String(repeating: "[", count: 100_000)
        #expect(try read(deep).problems.map(\.kind) == [.notJSON])
        let bounded = String(repeating: "[", count: 127) + String(repeating: "]", count: 127)
        #expect(try read(#"{"text":"","more":\#(bounded)}"#).case != nil)
        var invalid = Array(#"{"text":"a"}"#.utf8)
        invalid[9] = 0xFF
        #expect(try read(invalid).problems.map(\.kind) == [.notJSON])
        let long = String(repeating: "é", count: 1 << 19)
        #expect(try read(#"{"text":"\#(long)"}"#).case?.input.json.count == (1 << 20) + 11)
        #expect(
            try read(#"{"text":"","id":"\#(long)"}"#).problems.map(\.description) == [
                "`id` has 1048576 bytes; at most 512 are possible"
            ])
    }

    @Test(arguments: 1...4)
    func `mutated cases do no harm`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reader = CaseReader(try Feature.read(Self.feature))
        let base = Array(
            #"{"id":"1","text":"a\u00e9","tags":["x"],"costs":{"a":1},"at":"2026-01-01","groups":{"g":"1"},"outcomes":[{"value":"billing","rater":"r"}]}"#
                .utf8)
        for _ in 0..<3000 {
            var bytes = base
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                bytes[at] = UInt8.random(in: 0...255, using: &random)
                if Bool.random(using: &random) {
                    bytes.removeSubrange(at..<min(bytes.count, at + 3))
                }
                if bytes.isEmpty { bytes = base }
            }
            let reading = bytes.withUnsafeBufferPointer { reader.read($0, fallbackID: "x") }
            #expect(reading.case != nil || !reading.problems.isEmpty)
        }
    }
}
