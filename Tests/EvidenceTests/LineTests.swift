import Decisions
import Evidence
import Testing

/// Where in the log the evidence of a frozen plan begins.
struct LineTests {
    private let log: TemporaryLog
    private static let first = ContentHash([("plan", "first")])
    private static let second = ContentHash([("plan", "second")])

    init() throws {
        log = try TemporaryLog()
    }

    private func lines(_ range: Range<Int>) -> [Line] {
        range.map { Line(id: "c\($0)", input: "{\"n\":\($0)}", line: $0 + 1) }
    }

    private func note(
        _ plan: ContentHash, line: Int = 1, in scribe: Scribe, at time: Int64 = 5
    ) async throws -> LineOfEvidence {
        try await scribe.store.note(
            plan: plan, line: line, of: scribe.feature, at: Timestamp(microseconds: time))
    }

    @Test func `evidence begins with the first case after the log heard of the plan`() async throws
    {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(0..<7))
        let line = try await note(Self.first, in: scribe)
        #expect((line.number, line.firstCase) == (1, 7))
        try await scribe.replay(lines(7..<9))
        #expect(try await note(Self.first, in: scribe, at: 9) == line)
        #expect(try await scribe.store.lines(of: scribe.feature) == [line])
    }

    @Test func `another plan begins the next line, or a later one that it declares`() async throws {
        let scribe = try await Scribe(log.open())
        _ = try await note(Self.first, in: scribe)
        #expect(try await note(Self.second, in: scribe).number == 2)
        let third = ContentHash([("plan", "third")])
        #expect(try await note(third, line: 7, in: scribe).number == 7)
    }

    @Test func `lines outlive the process that began them`() async throws {
        let scribe = try await Scribe(log.open())
        let line = try await note(Self.first, in: scribe)
        try scribe.store.close()
        let again = try await Scribe(log.open())
        #expect(try await again.store.lines(of: again.feature) == [line])
    }
}
