import Decisions
import Evidence
import Testing

/// The log knows which models gave the answers of a version.
struct ModelIdentityTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func answer(_ scribe: Scribe, by models: [String?]) async throws {
        let number = try await scribe.register([Line(id: "a")], for: [.model])[0].caseNumber
        try await scribe.store.append(
            models.map { model in
                var answer = Answer.answered("model", 0)
                answer.model = model
                return scribe.observation(
                    Line(id: "a"), number,
                    [VersionedAnswer(answer, version: PathVersion.model.version)])
            }, of: scribe.feature)
    }

    private func identities(_ scribe: Scribe) async throws -> [ModelIdentity] {
        try await scribe.store.identities(of: .model, in: scribe.feature)
    }

    @Test func `identities are counted by version, most answers first`() async throws {
        let scribe = try await Scribe(log.open())
        #expect(try await identities(scribe) == [])
        try await answer(scribe, by: ["a", "b fp_1", nil, "b fp_1", ""])
        try await answer(scribe, by: ["b fp_1", "a"])
        try await scribe.replay([Line(id: "r", line: 2)], by: [.rules1])
        let expected = [
            ModelIdentity(model: "b fp_1", answers: 3), ModelIdentity(model: "a", answers: 2),
        ]
        #expect(try await identities(scribe) == expected)
        #expect(try await scribe.store.identities(of: .rules1, in: scribe.feature) == [])
        // The question goes; what its answers say of the model stays.
        let later = try await Scribe(scribe.store, questions: [.urgent])
        try await later.store.rebuildRollUps(of: later.feature)
        #expect(try await identities(later) == expected)
    }

    @Test func `names without end do not grow the log`() async throws {
        let scribe = try await Scribe(log.open())
        let long = String(repeating: "é", count: 300)
        try await answer(scribe, by: [long, long])
        for _ in 0..<2 { try await answer(scribe, by: (0..<150).map { "m\($0)" }) }
        let found = try await identities(scribe)
        #expect(found.count == 101)
        #expect(found[0] == ModelIdentity(model: "", answers: 2 * 51))
        #expect(found.contains(ModelIdentity(model: String(long.prefix(200)), answers: 2)))
        try await scribe.store.rebuildRollUps(of: scribe.feature)
        #expect(try await identities(scribe) == found)
    }
}
