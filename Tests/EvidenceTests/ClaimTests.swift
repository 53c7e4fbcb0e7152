import Decisions
import Evidence
import Testing

/// What one run is asking about, no other asks.
struct ClaimTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func lines(_ numbers: Range<Int>) -> [Line] {
        numbers.map { Line(id: "c\($0)", line: $0 + 1) }
    }

    private func expectUnderWay(
        location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async {
        await #expect(throws: EvidenceError.underWay(path: log.path), sourceLocation: location) {
            try await body()
        }
    }

    @Test func `two runs on one log share no case`() async throws {
        let first = try await Scribe(log.open())
        let second = try await Scribe(log.open())
        let claims = (try first.store.claims(), try second.store.claims())
        _ = try await first.register(lines(0..<300), claims: claims.0)
        _ = try await second.register(lines(300..<400), claims: claims.1)
        await expectUnderWay { _ = try await second.register(lines(299..<301), claims: claims.1) }
        await expectUnderWay { _ = try await first.register(lines(390..<500), claims: claims.0) }
        // What was refused is neither registered nor claimed.
        #expect(try await first.store.summary(of: first.feature).cases == 400)
        _ = try await second.register(lines(400..<500), claims: claims.1)
    }

    @Test func `another version of a path and another feature are other questions`() async throws {
        let first = try await Scribe(log.open())
        let second = try await Scribe(log.open())
        let other = try await Scribe(log.open(), name: "other")
        let claims = (try first.store.claims(), try second.store.claims())
        _ = try await first.register(lines(0..<9), for: [.rules1], claims: claims.0)
        _ = try await second.register(lines(0..<9), for: [.rules2], claims: claims.1)
        _ = try await other.register(lines(0..<9), for: [.rules1], claims: other.store.claims())
        await expectUnderWay {
            _ = try await second.register(lines(8..<9), for: [.model, .rules1], claims: claims.1)
        }
        _ = try await first.register(lines(0..<9), for: [.model], claims: claims.0)
    }

    @Test func `only what is to be asked is claimed`() async throws {
        let first = try await Scribe(log.open())
        let second = try await Scribe(log.open())
        try await first.replay(lines(0..<9))
        let claims = try first.store.claims()
        _ = try await first.register(lines(0..<9), claims: claims) { _ in true }
        _ = try await second.register(lines(0..<9), claims: second.store.claims())
        await expectUnderWay {
            _ = try await second.register(lines(3..<4), claims: second.store.claims()) { _ in true }
        }
        claims.release()
        _ = try await second.register(lines(0..<9), claims: second.store.claims()) { _ in true }
    }

    @Test func `two runs on one open log exclude each other too, and closing it frees its cases`()
        async throws
    {
        let first = try await Scribe(log.open())
        _ = try await first.register(lines(0..<9), claims: first.store.claims())
        await expectUnderWay {
            _ = try await first.register(lines(0..<1), claims: first.store.claims())
        }
        let second = try await Scribe(log.open())
        try first.store.close()
        _ = try await second.register(lines(0..<9), claims: second.store.claims())
    }
}
