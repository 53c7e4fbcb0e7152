import Decisions
import Foundation
import Testing

@testable import Evidence

/// Outcomes that name an observation, whenever they come.
struct LiveOutcomeTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func outcome(
        _ id: String, _ value: String = "billing", clientID: String? = nil
    ) -> OutcomeSubmission {
        OutcomeSubmission(
            clientID: clientID,
            outcome: Outcome(
                caseID: id, question: "team", value: .text(value), source: .human, rater: "ann"))
    }

    /// Runs `body` with a log, its drain, and one that writes to its spool.
    private func withSpool(
        _ body: (SQLiteEvidenceStore, LiveScribe, SpoolDrain, FeatureKey) async throws -> Void
    ) async throws {
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        let live = LiveScribe(Spool(folder))
        let drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
        let key = try await store.open(
            "triage", questions: [.team], countingRule: .latestHuman)
        try await body(store, live, drain, key)
    }

    private func truths(
        _ store: SQLiteEvidenceStore, _ key: FeatureKey
    ) async throws -> [OptionValue?] {
        try await store.foldLatest(of: key, atMost: 10, into: []) { $0.append($1.truth) }
    }

    @Test(arguments: ["c1", nil])
    func `one for a decision that is still in the spool finds it there`(
        caseID: String?
    ) async throws {
        try await withSpool { store, live, drain, key in
            let request = live.request(caseID, waiting: true)
            _ = live.spool.append(request)
            try await drain.drain()
            let id = request.decisions[0].observationID.description
            let receipts = try await store.submit(
                [outcome(id)], of: key, receivedAt: LiveScribe.now)
            guard case .logged = receipts[0] else { Issue.record("\(receipts)"); return }
            _ = live.spool.append(live.completion(of: request))
            try await drain.drain()
            #expect(try await truths(store, key) == [.text("billing")])
            let again = try await store.submit(
                [outcome(id)], of: key, receivedAt: LiveScribe.now)
            guard case .known = again[0] else { Issue.record("\(again)"); return }
        }
    }

    @Test func `one for a logged decision joins the case that the caller named`() async throws {
        try await withSpool { store, live, drain, key in
            let request = live.request("c1")
            _ = live.spool.append(request)
            try await drain.drain()
            let id = request.decisions[0].observationID.description
            _ = try await store.submit(
                [outcome(id.uppercased()), outcome("c1", "technical")], of: key,
                receivedAt: LiveScribe.now)
            #expect(try await truths(store, key) == [.text("technical")])
            let summary = try await store.summary(of: key)
            #expect(summary.outcomes == 2 && summary.waitingOutcomes == 0)
        }
    }

    @Test func `what waited for an observation is found again when roll-ups are rebuilt`()
        async throws
    {
        try await withSpool { store, live, drain, key in
            let request = live.request("c1")
            _ = live.spool.append(request)
            let id = request.decisions[0].observationID
            _ = try await store.submit(
                [outcome(id.description)], of: key, receivedAt: LiveScribe.now)
            try await drain.drain()
            try await store.rebuildRollUps(of: key)
            #expect(try await truths(store, key) == [.text("billing")])
            #expect(try await store.summary(of: key).waitingOutcomes == 0)
            let found = try #require(try await store.liveObservation(id, of: key))
            #expect(found.caseID == "c1" && found.answers.map(\.path) == ["heuristic"])
        }
    }

    @Test func `the latest observations come first, and no more than asked for`() async throws {
        try await withSpool { store, live, drain, key in
            let requests = live.write(5)
            try await drain.drain()
            let ids = try await store.foldLatest(of: key, atMost: 3, into: [EvidenceID]()) {
                $0.append($1.id)
            }
            #expect(ids == requests.reversed().prefix(3).map { $0.decisions[0].observationID })
            #expect(
                try await store.liveObservation(EvidenceID(high: 1, low: 1), of: key)?.id == nil)
        }
    }
}
