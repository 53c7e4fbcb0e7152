import Decisions
import Evidence
import JSONCodec
import Testing

/// What leaves the log has the shape that other programs read.
struct ExportTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func rich(_ scribe: Scribe) async throws {
        let line = Line(id: "17", input: #"{"dep_delay":-1}"#)
        let number = try await scribe.register([line])[0].caseNumber
        let rules = Answer(
            path: "heuristic", status: .answered, code: 0, probabilities: [0.93, 0.07, 0],
            rule: "left-on-time", latency: 4000, price: .zero)
        let model = Answer(
            path: "model", repeatIndex: 1, status: .failed,
            reason: AnswerReason(.timeout, detail: "after 8 s"), latency: 8_000_000_000,
            tokens: TokenUsage(input: 12, cachedInput: 3, output: 1), model: "gpt \"6\"",
            isRecorded: true, inclusionProbability: 0.5)
        var observation = scribe.observation(
            line, number,
            [
                VersionedAnswer(rules, version: PathVersion.rules1.version),
                VersionedAnswer(model, version: PathVersion.model.version),
            ])
        observation.case.time = Timestamp("2013-01-01T06:00:00Z")
        observation.case.user = "ann"
        observation.case.groups = ["b": "2", "a": "1"]
        observation.case.slices = ["carrier": "UA"]
        observation.versions.rules = PathVersion.rules1.version
        let outcome = Outcome(
            caseID: "17", question: "team", value: .text("other"), source: .human, rater: "ann",
            shownOutputOf: ShownPaths(["model"]), observedAt: Timestamp("2013-01-01T09:10:00Z"))
        try await scribe.store.append(
            [observation],
            outcomes: [
                RegisteredOutcome(outcome, caseNumber: number, receivedAt: scribe.now)
            ], of: scribe.feature)
    }

    @Test func `a line has the documented fields`() async throws {
        let scribe = try await Scribe(log.open())
        try await rich(scribe)
        let lines = try await scribe.export()
        #expect(lines.count == 1)
        var line = try JSONValue(parsing: #require(lines.first))
        for key in ["observation_id", "request_id"] {
            #expect(line[key]?.string?.utf8.count == 36)
            line[key] = nil
        }
        #expect(line["outcome"]?["outcome_id"]?.string?.utf8.count == 36)
        line["outcome"]?["outcome_id"] = nil
        #expect(line == Self.expected)
    }

    private static let expected: JSONValue = [
        "seq": 1, "feature": "triage", "question": "team", "case_id": "17",
        "time": "2013-01-01T06:00:00Z", "logged_at": "2026-01-01T00:00:00Z",
        "environment": "replay", "input": ["dep_delay": -1], "user": "ann",
        "groups": ["a": "1", "b": "2"], "slices": ["carrier": "UA"], "in_charge": "heuristic",
        "in_charge_probability": 1.0, "shown": "billing",
        "versions": [
            "feature": .string(ContentHash([("feature", "1")]).description),
            "rules": .string(PathVersion.rules1.version.description), "calibration": nil,
            "prompt": nil, "model": nil, "prices": nil,
        ],
        "answers": [
            [
                "path": "heuristic", "repeat": 0, "status": "answered", "value": "billing",
                "probabilities": ["billing": 0.93, "technical": 0.07, "other": 0.0],
                "rule": "left-on-time", "latency_ns": 4000, "price_nanousd": 0,
                "inclusion_probability": 1.0,
                "version": .string(PathVersion.rules1.version.description),
            ],
            [
                "path": "model", "repeat": 1, "status": "failed", "reason": "timeout",
                "detail": "after 8 s", "latency_ns": 8_000_000_000, "price_nanousd": nil,
                "tokens": ["input": 12, "cached_input": 3, "output": 1], "model": "gpt \"6\"",
                "recorded": true, "inclusion_probability": 0.5,
                "version": .string(PathVersion.model.version.description),
            ],
        ],
        "outcome": [
            "value": "other", "source": "human", "rater": "ann", "shown_output_of": "model",
            "label_probability": .null, "confidence": .null,
            "observed_at": "2013-01-01T09:10:00Z", "received_at": "2026-01-01T00:00:00Z",
        ],
    ]

    @Test func `what a case lacks is null or empty`() async throws {
        let scribe = try await Scribe(log.open())
        let number = try await scribe.register([Line(id: "a")])[0].caseNumber
        var observation = scribe.observation(Line(id: "a"), number, [])
        observation.inChargeProbability = .infinity
        try await scribe.store.append([observation], of: scribe.feature)
        let line = try JSONValue(parsing: #require(try await scribe.export().first))
        for key in ["time", "user", "in_charge", "in_charge_probability", "shown", "outcome"] {
            #expect(line[key] == .null, "\(key)")
        }
        #expect(line["groups"] == [:] && line["slices"] == [:] && line["answers"] == [])
    }

    @Test func `CSV has a row an answer`() async throws {
        let scribe = try await Scribe(log.open())
        try await rich(scribe)
        let rows = try await scribe.export(.csv).map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(rows.count == 3)
        #expect(rows[0].count == 19)
        #expect(
            Array(rows[1].dropFirst()) == [
                "1", "triage", "team", "17", "2013-01-01T06:00:00Z", "heuristic", "0", "answered",
                "", "billing", "0.93", "left-on-time", "4000", "0", "1.0", "false",
                PathVersion.rules1.version.description, "other",
            ])
        #expect(
            Array(rows[2].dropFirst(6)) == [
                "model", "1", "failed", "timeout", "", "", "", "8000000000", "", "0.5", "true",
                PathVersion.model.version.description, "other",
            ])
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("=1+1", "'=1+1"), ("@x", "'@x"), ("+a", "'+a"), ("-a", "'-a"), ("-17", "-17"),
        ("+4.5", "+4.5"), ("=a,b", "\"'=a,b\""), ("\tx", "'\tx"), ("\"\u{301}", "\"\"\"\u{301}\""),
    ])
    func `CSV quotes texts and disarms formulas`(id: String, cell: String) async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: id)])
        let row = try #require(try await scribe.export(.csv).last)
        #expect(row.contains(",triage,team,\(cell),,heuristic,"))
    }

    @Test func `a part of the log can be exported`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay((1...5).map { Line(id: "c\($0)", line: $0) })
        let part = Collected()
        try await scribe.store.export(scribe.feature, as: .jsonl, rows: 2...3) { part.append($0) }
        let ids = try part.string.split(separator: "\n").map {
            try JSONValue(parsing: String($0))["case_id"]?.string
        }
        #expect(ids == ["c2", "c3"])
    }

    @Test func `an error of the reader stops the export as it is`() async throws {
        struct Full: Error {}
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a")])
        await #expect(throws: Full.self) {
            try await scribe.store.export(scribe.feature, as: .jsonl) { _ in throw Full() }
        }
        #expect(try await scribe.export().count == 1)
    }

    @Test func `questions that the feature no longer has are exported too`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay([Line(id: "a")])
        _ = try await scribe.record(.of("a", "other"))
        var renamed = Question.team
        renamed.name = "group"
        renamed.options.reverse()
        let later = try await Scribe(store, questions: [renamed])
        try await later.replay([Line(id: "a")])
        let lines = try await later.export().map { try JSONValue(parsing: $0) }
        #expect(lines.map { $0["question"] } == ["team", "group"])
        #expect(lines.map { $0["shown"] } == ["billing", "other"])
        #expect(lines[0]["outcome"]?["value"] == "other")
        #expect(lines[1]["outcome"] == .null)
        #expect(try await store.summary(of: later.feature).observations == 1)
        #expect(try await later.export(.csv)[1].contains(",triage,team,a,"))
    }

    @Test func `an export with nothing to say is empty but for its header`() async throws {
        let scribe = try await Scribe(log.open())
        #expect(try await scribe.export() == [])
        #expect(try await scribe.export(.csv).count == 1)
    }
}
