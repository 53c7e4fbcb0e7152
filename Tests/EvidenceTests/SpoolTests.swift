import Decisions
import Foundation
import TestSupport
import Testing

@testable import Evidence

/// What a spool takes, refuses and gives back.
struct SpoolTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    @Test func `a request comes back with all that it had`() async throws {
        let store = try log.open()
        do {
            let live = try LiveScribe(log.spool)
            #expect(live.spool.append(live.request("a", user: "eve")) == .logged)
            #expect(live.spool.counts.logged == 1)
        }
        let progress = try await log.drain(store)
        #expect(progress.requests == 1 && progress.lag == 0 && progress.damagedBytes == 0)
        let line = try #require(try await Scribe(store).export().first)
        for part in [
            #""case_id":"a""#, #""environment":"live""#, #""input":{"text":"help"}"#,
            #""user":"eve""#, #""groups":{"region":"north"}"#, #""slices":{"plan":"basic"}"#,
            #""in_charge":"heuristic""#, #""shown":"billing""#,
            #""live":{"shown_from":"heuristic","review":false,"holdout_probability":0.05,"#
                + #""hide":false,"retry":true}"#,
        ] {
            #expect(line.contains(part), "\(part) in \(line)")
        }
        #expect(try await Scribe(store).rows().map(\.answers[0].isAnswered) == [true])
    }

    @Test func `a case without a name is named after its first observation`() async throws {
        let store = try log.open()
        let request: SpooledRequest
        do {
            let live = LiveScribe(
                Spool(try SpoolFolder(path: log.spool)), questions: [.team, .urgent])
            request = live.request()
            _ = live.spool.append(request)
        }
        try await log.drain(store)
        let lines = try await Scribe(store, questions: [.team, .urgent]).export()
        let id = request.decisions[0].observationID.description
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("\"case_id\":\"\(id)\"") })
    }

    @Test(arguments: 0..<8)
    func `records of random content come back as they were`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let feature = RandomRecords.feature(&random)
            let request = RandomRecords.request(feature, &random)
            let frame = SpoolEncoder.frame(request)
            let record = frame.withUnsafeBytes { bytes -> SpoolRecord? in
                guard
                    case .frame(let payload) = SpoolFrame.read(bytes, at: 0, longest: frame.count)
                else { return nil }
                return SpoolDecoder.record(
                    UnsafeRawBufferPointer(rebasing: bytes[payload]), [feature.number: feature])
            }
            guard case .request(let again) = record else {
                Issue.record("no request")
                return
            }
            // The encoding holds all there is and has one form but for the order of groups.
            #expect(again.groups == request.groups && again.slices == request.slices)
            var (one, other) = (request, again)
            (one.groups, one.slices, other.groups, other.slices) = ([:], [:], [:], [:])
            #expect(SpoolEncoder.frame(one) == SpoolEncoder.frame(other))
        }
    }

    @Test(arguments: 0..<20)
    func `payloads of hostile bytes are refused and do no harm`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let feature = RandomRecords.feature(&random)
        let whole = SpoolEncoder.frame(RandomRecords.request(feature, &random)).dropFirst(12)
        for _ in 0..<300 {
            var bytes = Array(whole)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
                    in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            bytes.withUnsafeBytes { _ = SpoolDecoder.record($0, [feature.number: feature]) }
        }
        // A count beyond the payload claims no memory.
        let hostile: [UInt8] =
            [1, 0, 0, 6] + Array("latest".utf8) + [
                0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F,
            ]
        #expect(hostile.withUnsafeBytes { SpoolDecoder.record($0, [:]) } == nil)
    }

    @Test func `the checksum is CRC-32C`() {
        // RFC 3720, B.4: 32 bytes of zeros, of ones, and rising; "123456789" is its usual check.
        let vectors: [([UInt8], UInt32)] = [
            (Array(repeating: 0, count: 32), 0x8A91_36AA),
            (Array(repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E),
            (Array("123456789".utf8), 0xE306_9283), ([], 0),
        ]
        for (bytes, sum) in vectors {
            #expect(bytes.withUnsafeBytes { CRC32C.checksum($0) } == sum)
        }
    }

    @Test func `a full spool refuses, counts, and takes again once it has been drained`()
        async throws
    {
        let limits = SpoolLimits(segment: 4 << 10, total: 16 << 10)
        let folder = try SpoolFolder(path: log.spool)
        let live = LiveScribe(Spool(folder, limits: limits))
        live.write(100)
        let counts = live.spool.counts
        #expect(counts.unlogged[.full, default: 0] > 0)
        #expect(counts.logged + counts.unlogged[.full, default: 0] == 100)
        #expect(folder.size <= 16 << 10)
        let store = try log.open()
        let drain = SpoolDrain(folder, into: store, from: live.spool, nanoseconds: { 0 })
        try await drain.drain()
        #expect(live.spool.append(live.request("later")) == .logged)
        try await drain.drain()
        #expect(try await store.requestIDs().count == counts.logged + 1)
        #expect(try log.segments().count <= 2)
    }

    @Test func `a record that is too large is refused`() throws {
        let live = try LiveScribe(log.spool, limits: SpoolLimits(record: 4096))
        let large = live.request(text: String(repeating: "x", count: 5000))
        #expect(live.spool.append(large) == .unlogged(.tooLarge))
        #expect(live.spool.append(live.request()) == .logged)
    }

    @Test func `a spool whose folder has gone refuses, and throws nothing`() throws {
        let live = try LiveScribe(log.spool)
        try FileManager.default.removeItem(atPath: log.spool)
        #expect(live.spool.append(live.request()) == .unlogged(.broken))
        live.spool.close()
        #expect(live.spool.append(live.request()) == .unlogged(.closed))
    }

    @Test func `a folder has one user at a time`() throws {
        let first = try LiveScribe(log.spool)
        #expect(throws: EvidenceError.spoolInUse(path: log.spool)) {
            try SpoolFolder(path: log.spool)
        }
        first.spool.close()
    }

    @Test func `what the disk has no room for is refused, and nothing else is lost`() async throws {
        let folder = log.spool
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 20_000, rlim_max: 20_000)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let live = try LiveScribe(folder)
            live.write(200)
            // A limit of a file, so that the next one takes records again.
            let counts = live.spool.counts
            #expect(counts.unlogged.keys.elementsEqual([.diskFull]))
            #expect(counts.logged + counts.unlogged[.diskFull, default: 0] == 200)
            _ = FileManager.default.createFile(
                atPath: folder + "/count", contents: Data("\(live.spool.counts.logged)".utf8))
        }
        let logged = try Int(String(contentsOfFile: folder + "/count", encoding: .utf8))
        let store = try log.open()
        let progress = try await log.drain(store)
        #expect(progress.requests == logged && progress.damagedBytes > 0)
    }

    @Test func `several threads append whole records`() async throws {
        let store = try log.open()
        do {
            let live = try LiveScribe(log.spool, limits: SpoolLimits(segment: 32 << 10))
            await withTaskGroup { group in
                for _ in 0..<4 { group.addTask { live.write(500) } }
            }
            #expect(live.spool.counts.logged == 2000)
            live.spool.folder.unlock()
        }
        let progress = try await log.drain(store)
        #expect(progress.requests == 2000 && progress.damagedBytes == 0)
        #expect(Set(try await store.requestIDs()).count == 2000)
    }
}
