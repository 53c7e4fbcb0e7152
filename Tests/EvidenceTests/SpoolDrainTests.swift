import Decisions
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import Evidence

/// Every request once, whatever happens on the way into the log.
struct SpoolDrainTests {
    private let log: TemporaryLog
    private let limits = SpoolLimits(segment: 8 << 10, total: 64 << 20)

    init() throws {
        log = try TemporaryLog()
    }

    private func statuses(_ store: SQLiteEvidenceStore) async throws -> [[UInt8]] {
        try await Scribe(store).rows([.rules1, .model]).map { $0.answers.map(\.status) }
    }

    @Test func `late answers join the request that announced them`() async throws {
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        let live = LiveScribe(Spool(folder, limits: limits))
        let drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
        let request = live.request("a", waiting: true)
        _ = live.spool.append(request)
        try await drain.drain()
        #expect(try await store.requestIDs().isEmpty)
        #expect(await drain.progress.heldRequests == 1)
        _ = live.spool.append(live.completion(of: request))
        try await drain.drain()
        #expect(try await statuses(store) == [[1, 1]])
        // A second completion finds nobody waiting.
        _ = live.spool.append(live.completion(of: request))
        try await drain.drain()
        #expect(await drain.progress.strayAnswers == 1)
        #expect(try await store.requestIDs().count == 1)
    }

    @Test func `a request is logged once every announced answer has come`() async throws {
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        let live = LiveScribe(
            Spool(folder, limits: limits), questions: [.team, .urgent])
        let drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
        let request = live.request("a", waiting: true)
        _ = live.spool.append(request)
        for answer in live.completion(of: request).answers {
            #expect(try await store.requestIDs("triage", [.team, .urgent]).isEmpty)
            _ = live.spool.append(SpooledCompletion(requestID: request.id, answers: [answer]))
            try await drain.drain()
        }
        #expect(try await store.requestIDs("triage", [.team, .urgent]).count == 2)
    }

    @Test func `answers that never came are shed as lost once their run has ended`() async throws {
        let store = try log.open()
        do {
            let live = try LiveScribe(log.spool)
            _ = live.spool.append(live.request("a", waiting: true))
        }
        let progress = try await log.drain(store)
        #expect(progress.requests == 1 && progress.lostAnswers == 1)
        #expect(try await statuses(store) == [[1, 5]])
        let line = try #require(try await Scribe(store).export().first)
        #expect(line.contains(#""status":"shed","reason":"lost""#))
        #expect(line.contains(#""inclusion_probability":0.5"#))
    }

    @Test(arguments: [0, -86_400_000_000, 86_400_000_000] as [Int64])
    func `patience ends while the run goes on, wherever the time of day has gone`(
        change: Int64
    ) async throws {
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        let live = LiveScribe(Spool(folder, limits: limits))
        let time = Atomic<Int64>(0)
        let drain = SpoolDrain(
            folder, into: store, from: live.spool, patience: .seconds(60),
            nanoseconds: { time.load(ordering: .relaxed) })
        let given = live.request("a", waiting: true)
        _ = live.spool.append(given)
        try await drain.drain()
        #expect(try await store.requestIDs().isEmpty)
        time.store(61_000_000_000, ordering: .relaxed)
        let changed = Timestamp(microseconds: LiveScribe.now.microseconds + change)
        let kept = live.request("b", waiting: true, at: changed)
        _ = live.spool.append(kept)
        try await drain.drain()
        #expect(try await store.requestIDs() == [given.id.description])
        for request in [given, kept] { _ = live.spool.append(live.completion(of: request)) }
        try await drain.drain()
        #expect(
            try await store.requestIDs() == [given.id.description, kept.id.description])
        #expect(await drain.progress.strayAnswers == 1)
    }

    @Test func `segments that are read again double nothing`() async throws {
        let store = try log.open()
        do {
            let live = try LiveScribe(log.spool, limits: limits)
            live.write(200)
        }
        let copy = log.file("copy")
        try FileManager.default.copyItem(atPath: log.spool, toPath: copy)
        try await log.drain(store)
        // The folder as a crash between the log's commit and the deletion would leave it.
        try FileManager.default.removeItem(atPath: log.spool)
        try FileManager.default.copyItem(atPath: copy, toPath: log.spool)
        let again = try await log.drain(store)
        #expect(again.requests == 0)
        #expect(try await store.requestIDs().count == 200)
        #expect(try log.segments().count == 1)
    }

    @Test func `a drained spool keeps no record`() async throws {
        let store = try log.open()
        do {
            let live = try LiveScribe(log.spool, limits: limits)
            live.write(100)
        }
        try await log.drain(store)
        let files = try log.segments()
        #expect(try files.map { try Data(contentsOf: $0).count } == [SpoolSegment.headSize])
        // The next run goes on with the numbers, and is read.
        do {
            let live = try LiveScribe(log.spool, limits: limits)
            live.write(3)
        }
        #expect(try await log.drain(store).requests == 3)
    }

    @Test(arguments: 0..<12)
    func `a drain that is begun anew at any time loses and doubles nothing`(
        seed: UInt64
    ) async throws {
        var random = SeededGenerator(seed: seed)
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        var expected: Set<String> = []
        for _ in 0..<3 {
            let live = LiveScribe(Spool(folder, limits: SpoolLimits(segment: 3 << 10)))
            var drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
            var waiting: [SpooledRequest] = []
            for index in 0..<150 {
                switch Int.random(in: 0..<10, using: &random) {
                case 0..<4:
                    let request = live.request("c\(index)", waiting: .random(using: &random))
                    #expect(live.spool.append(request) == .logged)
                    expected.insert(request.id.description)
                    if !request.decisions[0].pending.isEmpty { waiting.append(request) }
                case 4..<7 where !waiting.isEmpty:
                    let place = waiting.indices.randomElement(using: &random) ?? 0
                    _ = live.spool.append(live.completion(of: waiting.remove(at: place)))
                case 7: try await drain.drain()
                case 8:
                    drain = SpoolDrain(
                        folder, into: store, from: live.spool, nanoseconds: { 0 })
                case 9: live.spool.rotate()
                default: break
                }
            }
            live.spool.close()
        }
        let last = SpoolDrain(folder, into: store, nanoseconds: { 0 })
        try await last.drain()
        let logged = try await store.requestIDs()
        #expect(logged.count == expected.count && Set(logged) == expected)
        #expect(await last.progress.lag == 0)
        #expect(await last.progress.damagedBytes == 0)
    }

    @Test func `a torn tail is found and said, and all before it is kept`() async throws {
        do {
            let live = try LiveScribe(log.spool)
            live.write(20)
        }
        let segment = try #require(try log.segments().first)
        let whole = try Data(contentsOf: segment)
        for cut in [1, 11, 12, 13, 100] {
            try whole.dropLast(cut).write(to: segment)
            let path = log.file("cut-\(cut).sqlite")
            let store = try SQLiteEvidenceStore(path: path, access: .readWrite)
            let incidents = Incidents()
            let folder = try SpoolFolder(path: log.spool)
            defer { folder.unlock() }
            let drain = SpoolDrain(
                folder, into: store, nanoseconds: { 0 }, report: incidents.add)
            try await drain.drain()
            #expect(await drain.progress.requests == 19)
            #expect(await drain.progress.damagedBytes > 0)
            #expect(incidents.texts.count == 1)
            #expect(incidents.texts[0].contains("hold no whole record"))
        }
    }

    @Test func `a torn tail is said once while the log cannot be written`() async throws {
        do {
            let live = try LiveScribe(log.spool)
            live.write(20)
        }
        let segment = try #require(try log.segments().first)
        try Data(contentsOf: segment).dropLast(1).write(to: segment)
        let store = try log.open()
        let other = try DatabaseQueue(path: log.path)
        try await other.write {
            try $0.execute(
                sql: """
                    CREATE TRIGGER full BEFORE INSERT ON observation
                    BEGIN SELECT RAISE(ABORT, 'full'); END
                    """)
        }
        let incidents = Incidents()
        let folder = try SpoolFolder(path: log.spool)
        defer { folder.unlock() }
        let drain = SpoolDrain(folder, into: store, nanoseconds: { 0 }, report: incidents.add)
        for _ in 0..<3 { await #expect(throws: EvidenceError.self) { try await drain.drain() } }
        #expect(incidents.texts.count == 1)
        try await other.write { try $0.execute(sql: "DROP TRIGGER full") }
        try await drain.drain()
        #expect(incidents.texts.count == 1)
        #expect(await drain.progress.requests == 19)
        #expect(await drain.progress.damagedBytes > 0)
    }

    @Test(arguments: 0..<30)
    func `bytes that have changed cost the records that they are in`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        do {
            let live = try LiveScribe(log.spool)
            live.write(60)
        }
        let segment = try #require(try log.segments().first)
        var bytes = try Data(contentsOf: segment)
        // Behind the description of the feature, without which nothing can be read.
        let places = (0..<3).map { _ in Int.random(in: 400..<bytes.count, using: &random) }
        for place in places { bytes[place] ^= UInt8.random(in: 1...255, using: &random) }
        try bytes.write(to: segment)
        let store = try log.open()
        let progress = try await log.drain(store)
        #expect((57...59).contains(progress.requests))
        #expect(progress.damagedBytes > 0 && progress.lag == 0)
        #expect(try await store.requestIDs().count == progress.requests)
    }

    @Test(arguments: 0..<10)
    func `files of hostile bytes are passed over`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        do {
            let live = try LiveScribe(log.spool)
            live.write(5)
        }
        for number in 2..<5 {
            var bytes = (0..<Int.random(in: 0..<5000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            // Marks with lengths of all sizes.
            for place in stride(from: 60, to: bytes.count - 8, by: 97) {
                bytes.replaceSubrange(place..<place + 4, with: [0xA5, 0x4D, 0xC0, 0x5E])
            }
            try Data(bytes).write(to: URL(filePath: log.spool + "/00000000000\(number).spool"))
        }
        let store = try log.open()
        #expect(try await log.drain(store).requests == 5)
        #expect(try log.segments().count == 1)
    }

    @Test func `a log that cannot be written stops nothing, and gets all later`() async throws {
        let store = try log.open()
        let folder = try SpoolFolder(path: log.spool)
        let live = LiveScribe(Spool(folder, limits: limits))
        let drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
        live.write(10)
        try await drain.drain()
        try await store.write { try $0.execute(sql: "ALTER TABLE observation RENAME TO away") }
        live.write(10)
        await #expect(throws: EvidenceError.self) { try await drain.drain() }
        live.write(10)
        try await store.write { try $0.execute(sql: "ALTER TABLE away RENAME TO observation") }
        try await drain.drain()
        #expect(try await store.requestIDs().count == 30)
    }

    @Test func `a feature keeps its values where its file has changed since`() async throws {
        let store = try log.open()
        do {
            let live = try LiveScribe(log.spool)
            live.write(1)
        }
        var turned = Question.team
        turned.options.reverse()
        _ = try await Scribe(store, questions: [turned])
        try await log.drain(store)
        let lines = try await Scribe(store, questions: [turned]).export()
        #expect(lines[0].contains(#""shown":"billing""#))
    }
}

/// What a drain has reported.
final class Incidents: Sendable {
    private let log = Collected()

    @Sendable func add(_ incident: SpoolIncident) { log.append(Array("\(incident)\n".utf8)) }

    var texts: [String] { log.string.split(separator: "\n").map(String.init) }
}
