import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation
import Testing

struct RedactorTests {
    private static func redactor(
        key: String? = nil, _ change: (inout RedactionDefinition) -> Void
    ) throws -> Redactor {
        var definition = RedactionDefinition()
        change(&definition)
        return try Redactor(definition, key: key)
    }

    private static let everyKind = Result {
        try redactor { $0.kinds = RedactionDefinition.Kind.allCases }
    }

    /// Numbers of cards and accounts are those that their makers publish for tests.
    @Test(arguments: [
        ("write to jo.meyer+shop@mail.example.com.", "write to [email]."),
        ("jörg@bücher.example und x", "[email] und x"),
        ("a@b", "a@b"), ("user@host..", "user@host.."), ("@home.now is", "@home.now is"),
        ("a@b.cd@e.fg", "[email]@e.fg"),
        ("4111 1111 1111 1111!", "[card]!"), ("4111-1111-1111-1111", "[card]"),
        ("no 378282246310005 please", "no [card] please"),
        ("4111\u{A0}1111\u{A0}1111\u{A0}1111", "[card]"),
        ("4111111111111112", "4111111111111112"),
        ("5500 0000 0000 0004 4111 1111 1111 1111", "[card] [card]"),
        ("0000000000000000000000", "0000000000000000000000"),
        ("DE89 3704 0044 0532 0130 00 bitte", "[iban] bitte"),
        ("gb82west12345698765432", "[iban]"), ("DE88370400440532013000", "DE88370400440532013000"),
        ("call +49 (0)30 901820 now", "call [phone] now"), ("030/901820-15", "[phone]"),
        ("(212) 555-0123", "[phone]"), ("1-212-555-0123", "[phone]"),
        ("0123456789 0123456789", "[phone] [phone]"),
        ("order 20260131, 3 of 12, 19.99", "order 20260131, 3 of 12, 19.99"),
        ("on 2026-01-31 12:00", "on 2026-01-31 12:00"), ("", ""), ("+", "+"), ("(", "("),
    ])
    func `texts of a known form are replaced by its name`(text: String, expected: String) throws {
        #expect(try Self.everyKind.get().redact(text) == expected)
    }

    @Test func `what looks like a number in another script or is broken off stays`() throws {
        for text in ["٤١١١١١١١١١١١١١١١", "4111 1111 1111 111", "jo@", "DE", "+4"] {
            #expect(try Self.everyKind.get().redact(text) == text)
        }
    }

    @Test(arguments: ["1 ", "a@", "(", "+1", "DE12 ", "0 ", "a.", "4111"])
    func `a long hostile text is gone through once`(unit: String) throws {
        let text = String(repeating: unit, count: (1 << 16) / unit.utf8.count)
        let redacted = try Self.everyKind.get().redact(text)
        #expect(redacted.utf8.count <= 2 * text.utf8.count)
    }

    @Test func `fields that are not kept are left out, hashed ones cannot be read`() throws {
        let redactor = try Self.redactor(key: "secret") {
            $0.kept = ["text"]
            $0.hashed = ["account"]
            $0.hashesUser = true
        }
        let original = Case(
            id: "1", user: "maria", slices: ["account": "a-1", "plan": "pro", "text": "t"],
            input: CaseInput(json: Array(#"{"text":"t","account":"a-1","plan":"pro"}"#.utf8)))
        let redacted = redactor.redact(original)
        let input = try JSONValue(parsing: redacted.input.json)
        #expect(input["text"]?.string == "t" && input["plan"] == nil)
        let account = try #require(input["account"]?.string)
        #expect(account.hasPrefix("h:") && account.utf8.count == 34)
        #expect(redacted.slices == ["account": account, "text": "t"])
        #expect(redacted.user == redactor.user("maria") && redacted.user != "maria")
        #expect(redacted.user != account && redacted.input.hash != original.input.hash)
    }

    @Test func `equal values have equal hashes under one key only`() throws {
        func user(_ key: String?) throws -> String? {
            try Self.redactor(key: key) { $0.hashesUser = true }.user("maria")
        }
        #expect(try user("a") == user("a") && user("a") != user("b"))
        #expect(try user(nil) == nil && user("") == nil)
    }

    @Test func `an id of a case that tells of somebody is hashed, our own ids are not`() throws {
        let redactor = try Self.redactor(key: "a") { $0.kinds = [.email] }
        let hash = try #require(redactor.caseID("jo@mail.example"))
        #expect(hash.hasPrefix("h:") && hash.utf8.count == 34)
        #expect(redactor.redact(Case(id: "jo@mail.example", input: CaseInput(json: []))).id == hash)
        for kept in [hash, "order-17", "", "01890a5d-ac96-774b-bcce-b302099a8057"] {
            #expect(redactor.caseID(kept) == kept)
        }
        let strict = try Self.redactor(key: "a") { $0.hashesCase = true }
        #expect(strict.caseID("jo@mail.example") == hash && strict.caseID(hash) == hash)
        #expect(strict.caseID("order-17") != "order-17")
        #expect(strict.caseID("h:order") != "h:order")
        let keyless = try Self.redactor { $0.kinds = [.email] }
        #expect(
            keyless.caseID("jo@mail.example") == nil && keyless.caseID("order-17") == "order-17")
    }

    @Test func `without a key a case whose id tells of somebody is named after its observation`()
        async throws
    {
        let settings = "redact: { patterns: [email] }"
        let definition = try #require(try LiveBench.feature(settings).live.redaction)
        let bench = try LiveBench(settings, redactor: try Redactor(definition, key: nil))
        let decision = await bench.decide(LiveBench.request(1, id: "jo@mail.example"))
        #expect(decision.caseID == decision.answers[0].observationID.description)
        #expect(bench.sink.decisions.first?.case.id == decision.caseID)
        let truth = Outcome(
            caseID: "jo@mail.example", question: "q", value: .text("a"), source: .human)
        #expect(bench.live.redacted(OutcomeSubmission(clientID: nil, outcome: truth)) == nil)
    }

    @Test(arguments: [
        (#"{"t":"jo\u0040mail.example"}"#, #"{"t":"[email]"}"#),
        (#"{"t":["x",{"k":"4111111111111111"}]}"#, #"{"t":["x",{"k":"[card]"}]}"#),
        (#"{"t":{"jo@mail.example":1}}"#, #"{"t":{"[email]":1}}"#),
        (#"{"t":4111111111111111}"#, #"{"t":"[card]"}"#),
        (#"{"t":1.50,"u":null,"v":true}"#, #"{"t":1.50,"u":null,"v":true}"#),
        (#"{"t":"\"quoted\" + jo@mail.example"}"#, #"{"t":"\"quoted\" + [email]"}"#),
        (#"{"t":"jo@mail.example""#, "{}"),
    ])
    func `nothing hides in escapes, nested values, keys or numbers`(
        json: String, expected: String
    ) throws {
        let original = Case(id: "1", input: CaseInput(json: Array(json.utf8)))
        let redacted = try Self.everyKind.get().redact(original)
        #expect(String(decoding: redacted.input.json, as: UTF8.self) == expected)
    }

    @Test func `patterns of one's own are found wherever they stand`() throws {
        let redactor = try Self.redactor {
            $0.patterns = [.init(name: "ticket", expression: #"\bT-\d+|x*"#)]
        }
        #expect(redactor.redact("T-1, T-22 and aT-3 xx") == "[ticket], [ticket] and aT-3 [ticket]")
    }

    @Test func `a pattern that is none is named with its reason`() {
        let error = #expect(throws: RedactionError.self) {
            try Self.redactor { $0.patterns = [.init(name: "ticket", expression: "(")] }
        }
        #expect(
            error?.description == "pattern `ticket` of `redact` is none: missing ): (")
    }

    @Test func `neither the log nor a model sees what the rules saw`() async throws {
        let settings = "redact: { keep: [text], patterns: [email], user: hash, key: \"${K}\" }"
        let definition = try #require(try LiveBench.feature(settings).live.redaction)
        let bench = try LiveBench(
            settings, models: [{ _ in FakeModel.Reply() }],
            redactor: try Redactor(definition, key: "k"))
        await bench.running {
            let request = LiveBench.request(1, user: "maria", text: "jo@mail.example")
            #expect(await bench.decide(request).answers[0].rule == "small")
        }
        let record = try #require(bench.sink.decisions.first)
        #expect(String(decoding: record.case.input.json, as: UTF8.self) == #"{"text":"[email]"}"#)
        #expect(record.case.slices == ["text": "[email]"] && record.case.user != "maria")
        #expect(bench.models.first?.record.calls == [#"{"text":"[email]"}/0"#])
    }

    @Test func `a feature that redacts does not run without its redactor`() throws {
        let feature = try LiveBench.feature("redact: { keep: [text] }")
        let bench = try LiveBench()
        let live = LiveFeature(
            feature, paths: [try LiveBench.heuristic(for: feature)], versions: bench.live.versions,
            sink: bench.sink, clock: bench.time.clock(sleep: nil))
        #expect(live == nil)
    }
}
