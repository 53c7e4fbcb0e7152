import Decisions
import Evidence
import JSONCodec
import Testing

/// Truths join their cases, and one of them counts.
struct OutcomeTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    static let counting: [(CountingRule, [Outcome], String?)] = [
        (.latest, [.of("a", "billing"), .of("a", "other")], "other"),
        (
            .latest, [.of("a", "billing", observedAt: 9), .of("a", "other", observedAt: 3)],
            "billing"
        ),
        (.latest, [.of("a", "billing", observedAt: 3), .of("a", "other", observedAt: 3)], "other"),
        (.latest, [.of("a", "billing"), .of("a", "other", observedAt: 3)], "billing"),
        (.latestHuman, [.of("a", "billing", .human), .of("a", "other")], "billing"),
        (.latestHuman, [.of("a", "billing"), .of("a", "other", .other)], "other"),
        (
            .latestHuman, [.of("a", "billing", .human), .of("a", "technical", .human, rater: "r")],
            "technical"
        ),
        (.first, [.of("a", "billing"), .of("a", "other", .human, observedAt: 1)], "billing"),
        (
            .majority,
            [.of("a", "billing"), .of("a", "other", .human), .of("a", "other", .other)], "other"
        ),
        (.majority, [.of("a", "billing"), .of("a", "other")], nil),
        (
            .majority,
            [
                .of("a", "other", .human, rater: "r"),
                .of("a", "other", .human, rater: "r", observedAt: 5),
                .of("a", "billing", .human, rater: "s"),
            ], nil
        ),
        (
            .majority,
            [
                .of("a", "other", .human, rater: "r"), .of("a", "billing", .human, rater: "s"),
                .of("a", "billing", .human, rater: "r"),
            ], "billing"
        ),
    ]

    @Test
    func
        `the chance of the label that counts stands in its row, and a later one without a chance has none`()
        async throws
    {
        let scribe = try await Scribe(log.open(), rule: .latest)
        try await scribe.replay([Line(id: "a")])
        var drawn = Outcome.of("a", "billing", .human, observedAt: 1)
        drawn.labelProbability = 0.25
        _ = try await scribe.record(drawn)
        #expect(try await scribe.rows().first?.labelChance == 0.25)
        #expect(try await scribe.record(drawn).known == 1)
        _ = try await scribe.record(.of("a", "other", .human, observedAt: 2))
        #expect(try await scribe.rows().first?.labelChance == nil)
        drawn.observedAt = Timestamp(microseconds: 3_000_000)
        _ = try await scribe.record(drawn)
        #expect(try await scribe.rows().first?.labelChance == 0.25)
    }

    @Test func `a label plan's judge is read as it was when the plan was fixed`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay(["a", "b", "c", "d"].map { Line(id: $0) })
        func say(
            _ id: String, _ confidence: Double?, _ rater: String = "judge", later: Int64 = 0
        ) async throws {
            var opinion = Outcome.of(id, "billing", .judge, rater: rater)
            opinion.confidence = confidence
            let time = Timestamp(microseconds: scribe.now.microseconds + later)
            _ = try await store.record([opinion], of: scribe.feature, receivedAt: time)
        }
        try await say("a", 0.5)
        try await say("a", 0.75, later: 5)
        try await say("a", 0.1, later: 11)
        try await say("b", nil)
        try await say("c", 0.9, "another")
        try await say("d", 0.9)
        let plan = LabelPlan(
            question: "team", judge: "judge",
            frozenAt: Timestamp(microseconds: scribe.now.microseconds + 10), lastCase: 2,
            planned: 50, scale: 1, least: 0.02)
        let judged = try await store.judged(by: plan, of: scribe.feature)
        #expect(judged.map(\.caseNumber) == [0, 1])
        #expect(judged.map(\.confidence) == [0.75, nil])
    }

    @Test(arguments: counting)
    func `a declared rule says which outcome counts`(
        rule: CountingRule, outcomes: [Outcome], expected: String?
    ) async throws {
        let scribe = try await Scribe(log.open(), rule: rule)
        try await scribe.replay([Line(id: "a")])
        for outcome in outcomes { _ = try await scribe.record(outcome) }
        let row = try #require(try await scribe.rows().first)
        #expect(row.truth.map { Question.team.labels[$0] } == expected)
        #expect(row.outcomeCount == outcomes.count)
        #expect(row.isDisputed == (Set(outcomes.map(\.value)).count > 1))
        let exported = try #require(try await scribe.export().first)
        #expect(try JSONValue(parsing: exported)["outcome"]?["value"]?.string == expected)
    }

    @Test(arguments: CountingRule.allCases)
    func `a judge's opinion is logged and never counts as the truth`(
        rule: CountingRule
    ) async throws {
        let scribe = try await Scribe(log.open(), rule: rule)
        try await scribe.replay([Line(id: "a")])
        let opinion = Outcome.of("a", "other", .judge, rater: "j")
        #expect(try await scribe.record(opinion) == counts(matched: 1))
        #expect(try await scribe.record(opinion) == counts(known: 1))
        let judged = try #require(try await scribe.rows().first)
        #expect(judged.truth == nil && judged.outcomeCount == 0 && !judged.isDisputed)
        _ = try await scribe.record(.of("a", "billing", .human), .of("a", "technical", .judge))
        let row = try #require(try await scribe.rows().first)
        #expect(row.truth == 0 && !row.isDisputed)
        let exported = try #require(try await scribe.export().first)
        #expect(try JSONValue(parsing: exported)["outcome"]?["value"]?.string == "billing")
    }

    @Test func `a judge cannot correct a truth`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a")])
        _ = try await scribe.record(.of("a", "billing", .human))
        let id = try JSONValue(parsing: #require(try await scribe.export().first))["outcome"]?[
            "outcome_id"]
        _ = try await scribe.record(
            .of("a", "other", .judge, supersedes: try #require(id?.string)))
        #expect(try await scribe.rows().map(\.truth) == [0])
    }

    @Test func `a change of the rule counts anew`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store, questions: [.team, .urgent], rule: .latest)
        try await scribe.replay([Line(id: "a")])
        _ = try await scribe.record(.of("a", "billing"), .of("a", "other"))
        // The question is not asked any more when the rule changes, and asked again later.
        _ = try await Scribe(store, questions: [.urgent], rule: .first)
        let later = try await Scribe(store, questions: [.team], rule: .first)
        #expect(try await later.rows().map(\.truth) == [0])
    }

    @Test func `an outcome that is corrected does not count`() async throws {
        let scribe = try await Scribe(log.open(), rule: .first)
        try await scribe.replay([Line(id: "a")])
        _ = try await scribe.record(.of("a", "billing", .human, rater: "r"))
        let id = try JSONValue(parsing: #require(try await scribe.export().first))["outcome"]?[
            "outcome_id"]
        let correction = Outcome.of(
            "a", "other", .human, rater: "r", supersedes: try #require(id?.string).uppercased())
        _ = try await scribe.record(correction)
        let row = try #require(try await scribe.rows().first)
        #expect(row.truth == 2)
        #expect(row.outcomeCount == 1)
        #expect(!row.isDisputed)
    }

    @Test func `the same outcome twice is known`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a")])
        let outcome = Outcome.of("a", "other", .human, rater: "r", observedAt: 7)
        #expect(try await scribe.record(outcome, outcome) == counts(matched: 1, known: 1))
        #expect(try await scribe.record(outcome) == counts(known: 1))
        #expect(
            try await scribe.record(.of("a", "other", .human, rater: "s")) == counts(matched: 1))
        #expect(try await scribe.rows().map(\.outcomeCount) == [2])
    }

    @Test func `outcomes wait for their cases`() async throws {
        let scribe = try await Scribe(log.open())
        let early = [Outcome.of("a", "billing"), .of("a", "other", .human), .of("z", "other")]
        for outcome in early { #expect(try await scribe.record(outcome) == counts(unmatched: 1)) }
        #expect(try await scribe.record(early[0]) == counts(known: 1))
        #expect(try await scribe.store.summary(of: scribe.feature).waitingOutcomes == 3)
        try await scribe.replay([Line(id: "a"), Line(id: "b", line: 2)])
        #expect(try await scribe.rows().map(\.truth) == [2, nil])
        #expect(try await scribe.rows().map(\.isDisputed) == [true, false])
        #expect(try await scribe.record(early[0]) == counts(known: 1))
        let summary = try await scribe.store.summary(of: scribe.feature)
        #expect(summary.waitingOutcomes == 1)
        #expect(summary.outcomes == 3)
    }

    @Test func `outcomes of another feature's case of the same id keep apart`() async throws {
        let store = try log.open()
        let one = try await Scribe(store, name: "one")
        let two = try await Scribe(store, name: "two")
        _ = try await one.record(.of("a", "other"))
        try await two.replay([Line(id: "a")])
        #expect(try await two.rows().map(\.truth) == [nil])
        try await one.replay([Line(id: "x"), Line(id: "a", line: 2)])
        #expect(try await one.rows().map(\.truth) == [nil, 2])
    }

    @Test func `a case whose outcomes disagree conflicts once in a batch`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a"), Line(id: "b", line: 2)])
        let found = try await scribe.record(
            .of("a", "other"), .of("a", "billing"), .of("a", "technical"), .of("b", "other"))
        #expect(found == counts(matched: 4, conflicting: 1))
    }

    @Test func `an outcome that came meanwhile is not overwritten`() async throws {
        let scribe = try await Scribe(log.open())
        let number = try await scribe.register([Line(id: "a")])[0].caseNumber
        // Somebody labels the case between its registration and the log of its own outcome.
        _ = try await scribe.record(.of("a", "technical", .human))
        let own = RegisteredOutcome(.of("a", "other"), caseNumber: number, receivedAt: scribe.now)
        let logged = try await scribe.store.append([], outcomes: [own, own], of: scribe.feature)
        #expect(logged.rows == nil)
        #expect(logged.outcomes == counts(matched: 1, known: 1, conflicting: 1))
        #expect(try await scribe.rows().map(\.truth) == [1])
    }

    @Test func `an outcome outside the question is counted and not logged`() async throws {
        let scribe = try await Scribe(log.open())
        var stranger = Outcome.of("a", "other")
        stranger.question = "colour"
        #expect(try await scribe.record(.of("a", "nobody"), stranger) == counts(refused: 2))
    }

    private func counts(
        matched: Int = 0, unmatched: Int = 0, known: Int = 0, conflicting: Int = 0,
        refused: Int = 0
    ) -> OutcomeCounts {
        var counts = OutcomeCounts()
        counts.matched = matched
        counts.unmatched = unmatched
        counts.known = known
        counts.conflicting = conflicting
        counts.refused = refused
        return counts
    }
}
