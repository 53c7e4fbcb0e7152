import Decisions
import Evidence
import Foundation
import Testing
import Verdicts

/// From the log to a verdict, through the roll-ups.
struct StoreTests {
    @Test func `rows that the log folds give the verdict`() async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "verdict-\(UUID().uuidString).sqlite")
        defer {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: file.path + suffix)
            }
        }
        let scene = Scene()
        let store = try SQLiteEvidenceStore(path: file.path, access: .readWrite)
        let feature = try await store.open(
            "demo", questions: [scene.input.question], countingRule: .latest)
        try await fill(store, feature, cases: 300)
        let paths = [Scene.version("heuristic"), Scene.version("model")]
        let verdict = try await store.fold(
            feature, question: "kind", paths: paths, into: VerdictAccumulator(scene.input)
        ) { $0.append($1) }.finish()
        try store.close()
        // The model is always right, the heuristic in two cases of three.
        #expect(verdict.counts.outcomes == 300)
        #expect(verdict.decision == .modelEarns)
        let estimate = try #require(verdict.leadingClaim?.estimate)
        #expect(abs(estimate - (10.0 / 3 - 0.001)) < 1e-9)
    }

    private func fill(_ store: SQLiteEvidenceStore, _ feature: FeatureKey, cases: Int) async throws
    {
        let ids = EvidenceIDGenerator()
        let arrivals = (0..<cases).map {
            CaseArrival(
                id: "\($0)", inputHash: UInt64($0), line: $0 + 1, time: Int64($0) * Scene.day,
                user: nil)
        }
        let tickets = try await store.register(
            arrivals, of: feature, from: CaseSource(name: "cases", signature: "s"), wanted: [])
        let now = Timestamp(microseconds: 400 * Scene.day)
        let observations = zip(arrivals, tickets).map { arrival, ticket in
            let isEasy = ticket.caseNumber % 3 > 0
            return Observation(
                id: ids.next(at: now.microseconds), requestID: ids.next(at: now.microseconds),
                question: "kind",
                case: Case(
                    id: arrival.id, time: Timestamp(microseconds: arrival.time),
                    input: CaseInput(json: Array("{}".utf8))),
                caseNumber: ticket.caseNumber, loggedAt: now, environment: .replay,
                answers: [
                    answer("heuristic", isEasy ? 1 : 0, price: 0),
                    answer("model", 1, price: 1_000_000),
                ], inCharge: "heuristic", shown: isEasy ? 1 : 0,
                versions: VersionSet(feature: Scene.version("feature").version))
        }
        let outcomes = tickets.map {
            RegisteredOutcome(
                Outcome(
                    caseID: "\($0.caseNumber)", question: "kind", value: .text("b"),
                    source: .systemOfRecord), caseNumber: $0.caseNumber, receivedAt: now)
        }
        try await store.append(observations, outcomes: outcomes, of: feature)
    }

    private func answer(_ path: String, _ code: Int, price: Int64) -> VersionedAnswer {
        VersionedAnswer(
            Answer(path: path, status: .answered, code: code, price: Money(nanoUSD: price)),
            version: Scene.version(path).version)
    }
}
