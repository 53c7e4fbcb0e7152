import Decisions
import Foundation
import GRDB
import Testing

@testable import Evidence

/// What deletion, retention and backup leave, and what they do not.
struct UpkeepTests {
    private let log: TemporaryLog
    private let now = Timestamp(microseconds: 1_767_225_600_000_000)

    init() throws {
        log = try TemporaryLog()
    }

    private func lines(_ users: [String?]) -> [Line] {
        users.enumerated().map { index, user in
            Line(
                id: "c\(index)", input: "{\"text\":\"said by \(user ?? "nobody") \(index)\"}",
                line: index + 1, user: user)
        }
    }

    /// Whether any file of the log holds a text.
    private func holds(_ text: String) throws -> Bool {
        let files = try FileManager.default.subpathsOfDirectory(atPath: log.folder.path)
        return try files.contains { name in
            var isFolder: ObjCBool = false
            let path = log.file(name)
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { return false }
            return try Data(contentsOf: URL(filePath: path)).range(of: Data(text.utf8)) != nil
        }
    }

    @Test func `nothing of a deleted user is left anywhere`() async throws {
        let scribe = try await Scribe(log.open(), questions: [.team, .urgent])
        try await scribe.replay(
            lines(["eve-4711", "bob", nil, "eve-4711", "bob"]), by: [.rules1, .model])
        _ = try await scribe.record(
            .of("c0", "billing"), .of("c1", "billing"), .of("c3", "other", rater: "rater-of-c3"))
        _ = try await scribe.store.append(
            [
                Event(clientID: "event-of-c0", kind: .accepted, subject: .case("c0")),
                Event(clientID: "2", kind: .edited, subject: .case("c1"), user: "eve-4711"),
                Event(clientID: "3", kind: .edited, subject: .case("c1"), user: "bob"),
            ], of: scribe.feature, receivedAt: now)
        #expect(try holds("eve-4711"))
        let counts = try await scribe.store.delete(user: "eve-4711", now: now)
        #expect(counts.cases == 2 && counts.observations == 4)
        #expect(counts.outcomes == 2 && counts.events == 2)
        #expect(try await scribe.rows([.rules1, .model]).map(\.caseNumber) == [1, 2, 4])
        #expect(try await scribe.rows().map(\.truth) == [0, nil, nil])
        let summary = try await scribe.store.summary(of: scribe.feature)
        #expect(summary.cases == 3 && summary.observations == 6 && summary.outcomes == 1)
        #expect(summary.events == [.edited: 1])
        for text in ["eve-4711", "rater-of-c3", "event-of-c0"] {
            #expect(try !holds(text), "\(text)")
        }
        #expect(try holds("said by bob 1"))
    }

    @Test func `after a deletion the roll-ups are those of the log that is left`() async throws {
        let scribe = try await Scribe(log.open())
        let all = lines((0..<400).map { $0 % 3 == 0 ? "eve" : "u\($0 % 7)" })
        try await scribe.replay(all, by: [.rules1, .model])
        for index in 0..<200 { _ = try await scribe.record(.of("c\(index)", "other")) }
        _ = try await scribe.store.delete(user: "eve", now: now)
        let kept = try await scribe.rows([.rules1, .model])
        #expect(kept.count == 266)
        try await scribe.store.rebuildRollUps(of: scribe.feature)
        let rebuilt = try await scribe.rows([.rules1, .model])
        #expect(kept.map(\.caseNumber) == rebuilt.map(\.caseNumber))
        #expect(kept.map(\.answers) == rebuilt.map(\.answers))
        #expect(kept.map(\.truth) == rebuilt.map(\.truth))
        // A deleted case that comes again is a new one.
        #expect(try await scribe.replay(all) == 134)
        #expect(try await scribe.rows().count == 400)
    }

    @Test func `what a spool still holds of a deleted user is not logged`() async throws {
        let store = try log.open()
        let later = Timestamp(microseconds: LiveScribe.now.microseconds + 1)
        do {
            let live = try LiveScribe(log.spool)
            _ = live.spool.append(live.request("a", user: "eve-4711"))
            _ = live.spool.append(live.request("b", user: "bob"))
            _ = live.spool.append(live.request("c", user: "eve-4711", at: later))
        }
        _ = try await store.delete(user: "eve-4711", now: LiveScribe.now)
        #expect(try await log.drain(store).deletedRequests == 1)
        let lines = try await Scribe(store).export()
        #expect(lines.count == 2 && lines[0].contains("bob") && lines[1].contains("eve-4711"))
    }

    @Test func `retired observations go, and verdicts still count their cases`() async throws {
        let scribe = try await Scribe(log.open())
        let all = lines((0..<300).map { "u\($0)" })
        try await scribe.replay(Array(all[..<200]), by: [.rules1, .model])
        for index in 0..<100 { _ = try await scribe.record(.of("c\(index)", "other")) }
        let before = try await scribe.rows([.rules1, .model])
        let old = Timestamp(microseconds: now.microseconds + 1)
        try await scribe.store.write {
            try $0.execute(
                sql: "UPDATE observation SET logged_at = logged_at + 10 WHERE case_number >= 150")
        }
        let counts = try await scribe.store.retire(loggedBefore: old)
        #expect(counts.observations == 150 && counts.cases == 150 && counts.outcomes == 100)
        for _ in 0..<2 {
            let after = try await scribe.rows([.rules1, .model])
            #expect(after.map(\.caseNumber) == before.map(\.caseNumber))
            #expect(after.map(\.answers) == before.map(\.answers))
            #expect(after.map(\.truth) == before.map(\.truth))
            try await scribe.store.rebuildRollUps(of: scribe.feature)
        }
        let summary = try await scribe.store.summary(of: scribe.feature)
        #expect(summary.observations == 50 && summary.cases == 50)
        #expect(try await scribe.store.retire(loggedBefore: old) == UpkeepCounts())
        try await scribe.store.compact()
        #expect(try !holds("said by u1 1") && !holds("c149\""))
        // Retired cases of a user go with the user.
        #expect(try await scribe.store.delete(user: "u7", now: now).cases == 1)
        #expect(try await scribe.rows().count == 199)
        try await scribe.store.rebuildRollUps(of: scribe.feature)
        #expect(try await scribe.rows().count == 199)
    }

    @Test func `cases that are registered and not yet answered are not retired`() async throws {
        let scribe = try await Scribe(log.open())
        let all = lines(Array(repeating: nil, count: 10))
        try await scribe.replay(Array(all[..<5]))
        _ = try await scribe.register(all)
        let later = Timestamp(microseconds: now.microseconds + 1)
        #expect(try await scribe.store.retire(loggedBefore: later).cases == 5)
        #expect(try await scribe.register(Array(all[5...])).allSatisfy { $0.standing == .known })
    }

    @Test func `a log is cut to a size, the oldest first`() async throws {
        let scribe = try await Scribe(log.open())
        let text = String(repeating: "x", count: 2000)
        let all = (0..<1000).map { Line(id: "c\($0)", input: "\"\($0) \(text)\"", line: $0 + 1) }
        try await scribe.replay(all)
        await #expect(throws: EvidenceError.self) {
            try await scribe.store.retire(toSize: 100_000)
        }
        #expect(try await scribe.export().count == 1000)
        let counts = try await scribe.store.retire(toSize: 1 << 20)
        try await scribe.store.compact()
        try scribe.store.close()
        let size = try #require(
            try FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int)
        #expect(size <= 1 << 20 && size > 1 << 18)
        let again = try await Scribe(log.open())
        let kept = try await again.export()
        #expect(kept.count == 1000 - counts.observations && kept.count > 100)
        #expect(kept.last?.contains("\"case_id\":\"c999\"") == true)
        #expect(try await again.rows().count == 1000)
    }

    @Test func `a gateway that logs while its log is cut back loses nothing`() async throws {
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        defer { folder.unlock() }
        let live = LiveScribe(Spool(folder))
        let drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
        let text = String(repeating: "x", count: 500)
        // Cases come again while they are being retired, and after it.
        var counts = UpkeepCounts()
        for phase in 0..<4 {
            async let cut = store.retire(toSize: 3 << 20)
            for round in 0..<10 {
                for index in 0..<300 {
                    let id = "c\(((phase * 10 + round) * 150 + index) % 2000)"
                    _ = live.spool.append(live.request(id, text: text))
                }
                try await drain.drain()
            }
            counts += try await cut
        }
        let scribe = try await Scribe(store)
        let left = try await scribe.export().count
        #expect(counts.cases > 1000 && left > 0 && left + counts.observations == 40 * 300)
        let summary = try await store.summary(of: scribe.feature)
        let observed = try await store.read {
            try Int.fetchOne($0, sql: "SELECT count(DISTINCT case_number) FROM observation")
        }
        #expect(summary.observations == left && summary.cases == observed)
        let rows = try await scribe.rows()
        #expect(rows.count == summary.cases + counts.cases)
        try await store.rebuildRollUps(of: scribe.feature)
        #expect(try await scribe.rows().map(\.answers) == rows.map(\.answers))
    }

    @Test func `a backup that is made while others write is one state of the log`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(Array(repeating: nil, count: 100)))
        let writing = Task {
            for batch in 1..<20 {
                try await scribe.replay(
                    (batch * 100..<batch * 100 + 100).map {
                        Line(id: "c\($0)", input: "\($0)", line: $0 + 1)
                    })
            }
        }
        for number in 0..<5 {
            let path = log.file("backup-\(number).sqlite")
            try await scribe.store.backUp(to: path)
            let copy = try await Scribe(SQLiteEvidenceStore(path: path, access: .existing))
            let count = try await copy.export().count
            #expect(count % 100 == 0 && count >= 100)
            #expect(try await copy.rows().count { !$0.answers[0].isEmpty } == count)
        }
        try await writing.value
        let taken = log.file("backup-0.sqlite")
        await #expect(
            throws: EvidenceError.cannotBackUp(path: taken, reason: "the file exists")
        ) { try await scribe.store.backUp(to: taken) }
        await #expect(throws: EvidenceError.self) {
            try await scribe.store.backUp(to: log.file("none/backup.sqlite"))
        }
    }
}
