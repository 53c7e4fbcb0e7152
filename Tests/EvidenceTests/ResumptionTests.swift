import Decisions
import Evidence
import TestSupport
import Testing

/// What the log has is not asked for again.
struct ResumptionTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func lines(_ count: Int) -> [Line] {
        (0..<count).map { Line(id: "c\($0)", input: "{\"n\":\($0)}", line: $0 + 1) }
    }

    @Test func `a second run over the same cases answers nothing`() async throws {
        let scribe = try await Scribe(log.open())
        #expect(try await scribe.replay(lines(300)) == 300)
        #expect(try await scribe.replay(lines(300)) == 0)
        #expect(try await scribe.export().count == 300)
    }

    @Test func `a run that was cut off answers the rest`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(130))
        // Registered, but cut off before the answers were logged.
        _ = try await scribe.register(lines(200))
        #expect(try await scribe.replay(lines(300)) == 170)
        #expect(try await scribe.rows().map(\.caseNumber) == Array(0..<300))
    }

    @Test func `a new version of the rules is asked alone`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(5), by: [.rules1, .model])
        let tickets = try await scribe.register(lines(5), for: [.rules2, .model])
        #expect(tickets.map(\.standing) == Array(repeating: .known, count: 5))
        #expect(tickets.allSatisfy { $0.statuses == [nil, Answer.Status.answered.rawValue] })
    }

    @Test func `repeats and questions are told apart`() async throws {
        var scribe = try await Scribe(log.open(), questions: [.team, .urgent])
        let line = Line(id: "a")
        let number = try await scribe.register([line])[0].caseNumber
        var answer = Answer.answered("model", 1)
        answer.repeatIndex = 1
        try await scribe.store.append(
            [
                scribe.observation(
                    line, number, question: "urgent",
                    [VersionedAnswer(answer, version: PathVersion.model.version)])
            ], of: scribe.feature)
        let statuses = try await scribe.register([line], for: [.model], repeats: 2)[0].statuses
        #expect(statuses == [nil, nil, nil, 1])
        #expect(
            try await scribe.store.highestRepeat(
                of: .model, question: "urgent", in: scribe.feature) == 1)
        let rows = try await scribe.rows([.model], question: "urgent", repeatIndex: 1)
        #expect(rows.map { $0.answers[0].code } == [1])
        scribe.source.signature = "2"
        #expect(try await scribe.register([line])[0].standing == .known)
    }

    @Test(arguments: [(#"{"text":"help"}"#, true), (#"{"text":"other"}"#, false)])
    func `an id on two lines of a source is a duplicate`(input: String, same: Bool) async throws {
        let scribe = try await Scribe(log.open())
        let pair = [Line(id: "a", line: 3), Line(id: "a", input: input, line: 8)]
        let tickets = try await scribe.register(pair)
        #expect(tickets.map(\.standing) == [.new, .duplicate(line: 3, sameInput: same)])
        #expect(tickets[1].caseNumber == tickets[0].caseNumber)
        let again = try await scribe.register(pair)
        #expect(again.map(\.standing) == [.known, .duplicate(line: 3, sameInput: same)])
    }

    @Test func `a duplicate in a later source is asked about once`() async throws {
        var scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a")])
        scribe.source.signature = "2"
        let pair = [Line(id: "a", line: 3), Line(id: "a", line: 8)]
        let tickets = try await scribe.register(pair, for: [.rules2])
        #expect(tickets.map(\.standing) == [.known, .duplicate(line: 3, sameInput: true)])
    }

    @Test func `a changed input in another source replaces the case`() async throws {
        var scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a"), Line(id: "b", line: 2)])
        scribe.source.signature = "2"
        let changed = Line(id: "a", input: #"{"text":"changed"}"#)
        #expect(try await scribe.replay([changed, Line(id: "b", line: 2)]) == 1)
        #expect(try await scribe.rows().map(\.caseNumber) == [1, 2])
        #expect(try await scribe.store.summary(of: scribe.feature).cases == 2)
        #expect(try await scribe.export().count == 3)
    }

    @Test func `a replaced case keeps its outcomes`() async throws {
        var scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a")])
        _ = try await scribe.record(.of("a", "technical", .human, rater: "r"))
        scribe.source.signature = "2"
        try await scribe.replay([Line(id: "a", input: "{}")])
        #expect(try await scribe.rows().map(\.truth) == [1])
        #expect(try await scribe.record(.of("a", "technical", .human, rater: "r")).known == 1)
        try await scribe.store.rebuildRollUps(of: scribe.feature)
        #expect(try await scribe.rows().map(\.truth) == [1])
    }

    @Test func `many cases in any order are found again`() async throws {
        let scribe = try await Scribe(log.open())
        var random = SeededGenerator(seed: 1)
        let ids = (0..<70_000).map { "case-\($0)" }.shuffled(using: &random)
        let lines = ids.enumerated().map { Line(id: $1, line: $0 + 1) }
        // Past the size at which new entries move to the large table, twice looked at.
        for part in [lines.prefix(66_000), lines.suffix(4000)] {
            _ = try await scribe.register(Array(part), for: [])
        }
        let tickets = try await scribe.register(lines, for: [])
        #expect(tickets.map(\.caseNumber) == Array(0..<70_000))
        #expect(tickets.allSatisfy { $0.standing == .known })
        #expect(try await scribe.store.summary(of: scribe.feature).cases == 70_000)
    }
}
