import Decisions
import Evidence
import Testing

/// Reading the log row by row.
struct ReadingTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func cases(_ newest: Int?, of scribe: Scribe) async throws -> [String] {
        try await scribe.store.foldObservations(
            of: scribe.feature, newest: newest, into: []
        ) { $0.append($1.caseID) }
    }

    @Test func `the newest observations are a feature's own, in the order of the log`() async throws
    {
        let scribe = try await Scribe(log.open())
        let other = try await Scribe(scribe.store, name: "other")
        for id in ["a", "b", "c"] {
            try await scribe.replay([Line(id: id)])
            try await other.replay([Line(id: "not-" + id)])
        }
        #expect(try await cases(2, of: scribe) == ["b", "c"])
        #expect(try await cases(1, of: other) == ["not-c"])
        #expect(try await cases(3, of: scribe) == ["a", "b", "c"])
        #expect(try await cases(9, of: scribe) == ["a", "b", "c"])
        #expect(try await cases(nil, of: scribe) == ["a", "b", "c"])
    }
}
