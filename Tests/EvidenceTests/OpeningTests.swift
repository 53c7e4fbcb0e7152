import Decisions
import Evidence
import Foundation
import GRDB
import TestSupport
import Testing

/// What is opened is a log, or the error says what it is instead.
struct OpeningTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func expect(
        _ expected: EvidenceError, _ access: SQLiteEvidenceStore.Access = .readWrite,
        at path: String? = nil, location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: expected, sourceLocation: location) {
            _ = try SQLiteEvidenceStore(path: path ?? log.path, access: access)
        }
    }

    @Test func `a missing log is made, or missed`() throws {
        expect(.cannotOpen(path: log.path, reason: "there is no such file"), .existing)
        try log.open().close()
        try log.open(.existing).close()
    }

    @Test(arguments: ["no log\n", "SQLite format 3", String(repeating: "x", count: 5000)])
    func `a text is no log and stays as it is`(text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: log.path))
        expect(.notALog(path: log.path))
        #expect(try Data(contentsOf: URL(filePath: log.path)) == Data(text.utf8))
    }

    @Test func `another program's database is no log and stays as it is`() throws {
        let other = try DatabaseQueue(path: log.path)
        try other.write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
        try other.close()
        let before = try Data(contentsOf: URL(filePath: log.path))
        expect(.notALog(path: log.path))
        #expect(try Data(contentsOf: URL(filePath: log.path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: log.folder.path).count == 1)
    }

    @Test func `an empty file becomes a log`() throws {
        try Data().write(to: URL(filePath: log.path))
        try log.open().close()
        try log.open(.existing).close()
    }

    @Test func `a folder is no log`() throws {
        expect(.cannotOpen(path: log.folder.path, reason: "it is a folder"), at: log.folder.path)
    }

    @Test func `a log in a folder that cannot hold one is not opened`() {
        expect(
            .cannotOpen(path: "/proc/assay.sqlite", reason: "unable to open database file"),
            at: "/proc/assay.sqlite")
        let missing = log.file("missing/log.sqlite")
        expect(.cannotOpen(path: missing, reason: "unable to open database file"), at: missing)
    }

    @Test func `a log of a newer version is refused and stays as it is`() async throws {
        try log.open().close()
        let other = try DatabaseQueue(path: log.path)
        try await other.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')")
        }
        try other.close()
        expect(.newerVersion(path: log.path))
    }

    @Test func `a damaged log says so`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay((0..<2000).map { Line(id: "c\($0)", line: $0 + 1) })
        try store.close()
        let file = try FileHandle(forWritingTo: URL(filePath: log.path))
        // All pages but the first, which says how large the pages are and whose the file is.
        try file.seek(toOffset: 8192)
        let size = try FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int
        try file.write(contentsOf: Data(repeating: 0x5A, count: (size ?? 0) - 8192))
        try file.close()
        expect(.corrupt(path: log.path, reason: "database disk image is malformed"))
    }

    @Test func `blocks of a damaged log are read without a trap`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay((0..<200).map { Line(id: "c\($0)", line: $0 + 1) })
        _ = try await scribe.record(.of("c7", "other"))
        let other = try DatabaseQueue(path: log.path)
        try await other.write { database in
            for table in ["answer_block", "outcome_block", "case_block"] {
                try database.execute(sql: "UPDATE \(table) SET cells = randomblob(3001)")
            }
            try database.execute(sql: "UPDATE observation SET case_number = -3 WHERE seq = 9")
            try database.execute(
                sql: "UPDATE observation SET case_number = \(Int.max) WHERE seq = 8")
        }
        let rows = try await scribe.rows()
        #expect(rows.count <= 200)
        #expect(rows.allSatisfy { (0..<3).contains($0.truth ?? 0) })
        _ = try await scribe.register([Line(id: "c7"), Line(id: "new")])
        try await scribe.store.rebuildRollUps(of: scribe.feature)
        #expect(try await scribe.store.summary(of: scribe.feature).observations == 200)
    }

    @Test func `answers that are no JSON are damage`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay([Line(id: "a")])
        let other = try DatabaseQueue(path: log.path)
        try await other.write { try $0.execute(sql: "UPDATE observation SET answers = '[{'") }
        let error = await #expect(throws: EvidenceError.self) {
            try await scribe.store.rebuildRollUps(of: scribe.feature)
        }
        #expect(error?.description.contains("the evidence log is damaged: a row holds no") == true)
        #expect(try await scribe.rows().map { $0.answers[0].isAnswered } == [true])
    }

    @Test func `a feature that the log has is opened without writing`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store, questions: [.team, .urgent])
        try await scribe.replay([Line(id: "a")])
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: log.path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        // Nobody can write now.
        let again = try await Scribe(store, questions: [.team])
        #expect(try await again.rows().count == 1)
        #expect(try await again.export().count == 2)
        #expect(try await store.features().map(\.questions.count) == [2])
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }

    @Test func `a log that cannot be written can be read`() async throws {
        let store = try log.open()
        try await Scribe(store).replay([Line(id: "a")])
        try store.close()
        guard let file = ReadOnlyMount(log.path) else {
            print("skipped: nothing can be mounted here, so a file can be written")
            return
        }
        defer { withExtendedLifetime(file) {} }
        let reading = try log.open(.existing)
        let scribe = try await Scribe(reading)
        #expect(try await scribe.rows().count == 1)
        #expect(try await scribe.export().count == 1)
        #expect(try await reading.features().map(\.name) == ["triage"])
        await #expect(throws: EvidenceError.readOnly(path: log.path)) {
            try await scribe.replay([Line(id: "b")])
        }
        try reading.close()
    }

    @Test func `an older log that cannot be written can be read, with its outcomes`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay([Line(id: "a")])
        _ = try await scribe.record(.of("a", "billing"))
        try store.close()
        try await DatabaseQueue(path: log.path).write { database in
            for column in ["label_probability", "confidence"] {
                try database.execute(sql: "ALTER TABLE outcome DROP COLUMN \(column)")
            }
            try database.execute(
                sql:
                    "DELETE FROM grdb_migrations WHERE identifier LIKE '9:%' OR identifier LIKE '10:%'"
            )
        }
        guard let file = ReadOnlyMount(log.path) else {
            print("skipped: nothing can be mounted here, so a file can be written")
            return
        }
        defer { withExtendedLifetime(file) {} }
        let reading = try log.open(.existing)
        let reader = try await Scribe(reading)
        let line = try #require(try await reader.export().first)
        #expect(line.contains(#""value":"billing""#) && line.contains(#""confidence":null"#))
        let plan = LabelPlan(
            question: "team", judge: "big-judge", frozenAt: Timestamp(microseconds: .max),
            lastCase: 10, planned: 50, scale: 1, least: 0.1)
        #expect(try await reading.judged(by: plan, of: reader.feature).isEmpty)
        try reading.close()
    }

    @Test func `a log in a folder that cannot be written can be read`() async throws {
        // What a URI could take for its own.
        let path = log.file("a b#1?%20.sqlite")
        let store = try SQLiteEvidenceStore(path: path, access: .readWrite)
        try await Scribe(store).replay([Line(id: "a")])
        try store.close()
        guard let folder = ReadOnlyMount(log.folder.path) else {
            print("skipped: nothing can be mounted here, so a folder can be written")
            return
        }
        defer { withExtendedLifetime(folder) {} }
        let reading = try SQLiteEvidenceStore(path: path, access: .existing)
        let scribe = try await Scribe(reading)
        #expect(try await scribe.rows().count == 1)
        #expect(try await scribe.export().count == 1)
        await #expect(throws: EvidenceError.unknownFeature(path: path, feature: "other")) {
            _ = try await Scribe(reading, name: "other")
        }
        await #expect(throws: EvidenceError.readOnly(path: path)) {
            try await scribe.replay([Line(id: "b")])
        }
        try reading.close()
        expect(.readOnly(path: path), at: path)
    }

    @Test func `what a crash left beside a log is read, or missed by name`() async throws {
        let store = try log.open()
        try await Scribe(store).replay([Line(id: "a")])
        let crashed = try log.copy(to: "crashed.sqlite")
        let torn = try log.copy(to: "torn.sqlite")
        try FileManager.default.removeItem(atPath: torn + "-shm")
        try store.close()
        guard let folder = ReadOnlyMount(log.folder.path) else {
            print("skipped: nothing can be mounted here, so a folder can be written")
            return
        }
        defer { withExtendedLifetime(folder) {} }
        let reading = try SQLiteEvidenceStore(path: crashed, access: .existing)
        #expect(try await Scribe(reading).rows().count == 1)
        try reading.close()
        expect(
            .cannotOpen(
                path: torn,
                reason: "its folder cannot be written, and what was logged last is still in "
                    + "`torn.sqlite-wal`; copy both to a folder that can be written"),
            .existing, at: torn)
    }

    @Test func `a disk that is full loses nothing that was acknowledged`() async throws {
        guard let disk = TinyDisk(megabytes: 2) else {
            print("skipped: no tmpfs can be mounted here, so no disk is full")
            return
        }
        let path = disk.folder + "/log.sqlite"
        let store = try SQLiteEvidenceStore(path: path, access: .readWrite)
        let scribe = try await Scribe(store)
        var logged = 0
        let error = await #expect(throws: EvidenceError.self) {
            for batch in 0..<1000 {
                let lines = (0..<100).map { Line(id: "\(batch)-\($0)", line: batch * 100 + $0) }
                logged += try await scribe.replay(lines)
            }
        }
        #expect(error == .diskFull(path: path))
        #expect(logged > 100)
        #expect(try await scribe.export().count == logged)
        try? store.close()
    }
}

/// A disk of its own that is soon full.
private final class TinyDisk {
    let folder: String

    init?(megabytes: Int) {
        folder = FileManager.default.temporaryDirectory.path + "/assay-disk-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        guard mount("tmpfs", folder, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            rmdir(folder)
            return nil
        }
    }

    deinit {
        umount2(folder, 2)
        rmdir(folder)
    }
}
