import Decisions
import Foundation
import GRDB
import Testing

@testable import Evidence

/// What was acknowledged stays, and what was not is not there by half.
struct DurabilityTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    private func lines(_ range: Range<Int>) -> [Line] {
        range.map { Line(id: "c\($0)", input: "{\"n\":\($0)}", line: $0 + 1) }
    }

    @Test func `a log that was never closed is opened again with all that was acknowledged`()
        async throws
    {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay(lines(0..<40))
        // The mark of a log stands in the write-ahead file alone so far.
        let copy = try log.copy(to: "crashed.sqlite")
        let again = try await Scribe(SQLiteEvidenceStore(path: copy, access: .existing))
        #expect(try await again.rows().count == 40)
        #expect(try await again.replay(lines(0..<60)) == 20)
    }

    @Test func `a log that was cut off anywhere holds whole batches`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        for batch in 0..<6 { try await scribe.replay(lines(batch * 50..<batch * 50 + 50)) }
        let wal = try Data(contentsOf: URL(filePath: log.path + "-wal"))
        for cut in stride(from: 0, through: wal.count, by: wal.count / 23) {
            let copy = log.file("cut-\(cut).sqlite")
            try FileManager.default.copyItem(atPath: log.path, toPath: copy)
            try wal.prefix(cut).write(to: URL(filePath: copy + "-wal"))
            let again = try await Scribe(SQLiteEvidenceStore(path: copy, access: .readWrite))
            let exported = try await again.export().count
            #expect(exported % 50 == 0)
            #expect(try await again.answered() == exported)
            #expect(try await again.replay(lines(0..<300)) == 300 - exported)
        }
    }

    @Test func `a cancelled task's batch is logged whole, and the task learns so`() async throws {
        let scribe = try await Scribe(log.open())
        let lines = lines(0..<3000)
        let logged = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await scribe.replay(lines)
        }
        logged.cancel()
        #expect(try await logged.value == 3000)
        #expect(try await scribe.rows().count == 3000)
    }

    @Test func `tasks that are cancelled at any time leave whole batches`() async throws {
        let scribe = try await Scribe(log.open())
        let tasks = (0..<20).map { batch in
            Task { try await scribe.replay(lines(batch * 100..<batch * 100 + 100)) }
        }
        for task in tasks {
            await Task.yield()
            task.cancel()
        }
        var acknowledged = 0
        for task in tasks { acknowledged += try await task.value }
        #expect(try await scribe.export().count == acknowledged)
    }

    @Test func `a batch that fails leaves nothing and does no harm to the next`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(0..<10))
        var broken = scribe.observation(lines(10..<11)[0], 10, [])
        // SQLite stores what is not a number as NULL, which the column refuses.
        broken.inChargeProbability = .nan
        let whole = scribe.observation(
            lines(10..<11)[0], 10,
            [VersionedAnswer(.answered("heuristic", 1), version: PathVersion.rules1.version)])
        let batch = [whole, broken]
        await #expect(throws: EvidenceError.self) {
            try await scribe.store.append(batch, of: scribe.feature)
        }
        #expect(try await scribe.export().count == 10)
        #expect(try await scribe.replay(lines(0..<12)) == 2)
        #expect(try await scribe.store.summary(of: scribe.feature).observations == 12)
    }

    @Test func `two writers of one file take turns`() async throws {
        let one = try await Scribe(log.open())
        var two = try await Scribe(log.open())
        two.source.signature = "2"
        let (first, second) = (lines(0..<600), lines(600..<1200))
        try await withThrowingTaskGroup { group in
            for (scribe, lines) in [(one, first), (two, second)] {
                group.addTask {
                    for start in stride(from: 0, to: 600, by: 60) {
                        try await scribe.replay(Array(lines[start..<start + 60]))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await one.answered() == 1200)
        #expect(try await two.rows().map(\.caseNumber) == Array(0..<1200))
        #expect(try await two.replay(first) == 0)
    }

    @Test func `features of one file keep apart`() async throws {
        let store = try log.open()
        let names = (0..<4).map { "feature-\($0)" }
        try await withThrowingTaskGroup { group in
            for (index, name) in names.enumerated() {
                group.addTask {
                    let scribe = try await Scribe(store, name: name, questions: [.team, .urgent])
                    for start in 0..<5 {
                        try await scribe.replay(lines(start * 30..<start * 30 + 30 + index))
                    }
                }
            }
            try await group.waitForAll()
        }
        for (index, name) in names.enumerated() {
            let scribe = try await Scribe(store, name: name, questions: [.team, .urgent])
            let (rows, lines) = (try await scribe.rows(), try await scribe.export())
            #expect(rows.count == 150 + index && lines.count == 2 * rows.count)
        }
        #expect(try await store.featureNames() == names)
    }

    @Test func `a reader sees one state while others write`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(0..<200))
        let writing = Task {
            for start in stride(from: 200, to: 2000, by: 100) {
                try await scribe.replay(lines(start..<start + 100))
            }
        }
        for _ in 0..<20 {
            let counts = try await scribe.store.fold(
                scribe.feature, question: "team", paths: [.rules1], into: (cases: 0, answers: 0)
            ) { counts, row in
                counts.cases += 1
                counts.answers += row.answers[0].isEmpty ? 0 : 1
            }
            // Registered first, answered in the next transaction.
            #expect(counts.answers % 100 == 0 && (0...100).contains(counts.cases - counts.answers))
        }
        try await writing.value
    }

    @Test func `each batch is on the disk when it is acknowledged`() async throws {
        let settings = try await log.open().write { database in
            try ["synchronous", "journal_mode", "page_size"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        // 2 is FULL: every commit is flushed.
        #expect(settings == ["2", "wal", "8192"])
    }

    @Test func `a log that is closed is one file, and says so`() async throws {
        let store = try log.open()
        let scribe = try await Scribe(store)
        try await scribe.replay(lines(0..<3))
        _ = try await scribe.rows()
        try store.close()
        let files = try FileManager.default.contentsOfDirectory(atPath: log.folder.path)
        #expect(files == ["log.sqlite"])
        await #expect(throws: EvidenceError.self) { try await scribe.replay(lines(0..<1)) }
        await #expect(throws: EvidenceError.self) { _ = try await scribe.rows() }
    }

    @Test func `a compacted log holds the same`() async throws {
        let scribe = try await Scribe(log.open())
        try await scribe.replay(lines(0..<500))
        let before = try await scribe.export()
        try await scribe.store.compact()
        #expect(try await scribe.export() == before)
        #expect(try await scribe.replay(lines(0..<500)) == 0)
    }
}

extension Scribe {
    /// How many cases have an answer.
    fileprivate func answered() async throws -> Int {
        try await rows().count { !$0.answers[0].isEmpty }
    }
}
