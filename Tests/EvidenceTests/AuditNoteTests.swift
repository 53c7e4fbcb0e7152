import Decisions
import Evidence
import Testing

/// What audits said, as the log keeps it.
struct AuditNoteTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func note(_ audit: String, at time: Int64, _ status: String = "ok") -> AuditNote {
        AuditNote(
            audit: audit, question: nil, scope: .window, ranAt: Timestamp(microseconds: time),
            observations: 9, status: status, sentence: "All is well.", n: 7, measure: "ratio",
            estimate: 0.9, low: 0.8, high: 1,
            datasets: audit == "A3" ? ContentHash(high: 1, low: 2) : nil)
    }

    @Test func `notes come back in order of time, and outlive the process`() async throws {
        let scribe = try await Scribe(log.open())
        let notes = [note("A7", at: 2), note("A2", at: 1), note("A3", at: 2)]
        try await scribe.store.note(notes, of: scribe.feature)
        try scribe.store.close()
        let again = try await Scribe(log.open())
        let read = try await again.store.auditNotes(of: again.feature)
        #expect(read == [note("A2", at: 1), note("A3", at: 2), note("A7", at: 2)])
    }

    @Test func `of two notes at one moment the first stays`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.store.note([note("A7", at: 1)], of: scribe.feature)
        try await scribe.store.note([note("A7", at: 1, "fires")], of: scribe.feature)
        #expect(try await scribe.store.auditNotes(of: scribe.feature) == [note("A7", at: 1)])
    }

    @Test func `sentences go with their time or with the user whom they name, figures stay`()
        async throws
    {
        let scribe = try await Scribe(log.open())
        var named = note("A4", at: 50)
        named.sentence = "`maria-0815` is refused most."
        try await scribe.store.note(
            [note("A7", at: 1), named, note("A7", at: 60)], of: scribe.feature)
        _ = try await scribe.store.retire(loggedBefore: Timestamp(microseconds: 50))
        let kept = try await scribe.store.auditNotes(of: scribe.feature)
        #expect(kept.map(\.sentence) == ["", named.sentence, "All is well."])
        #expect(kept.allSatisfy { $0.estimate == 0.9 })
        _ = try await scribe.store.delete(user: "maria-0815", now: Timestamp(microseconds: 70))
        let left = try await scribe.store.auditNotes(of: scribe.feature)
        #expect(left.map(\.sentence) == ["", "", "All is well."])
    }

    @Test func `the latest notes are read where there are too many`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.store.note((1...5).map { note("A7", at: $0) }, of: scribe.feature)
        let read = try await scribe.store.auditNotes(of: scribe.feature, atMost: 2)
        #expect(read == [note("A7", at: 4), note("A7", at: 5)])
    }
}
