import Decisions
import Foundation
import Testing

@testable import Evidence

/// Processes that are killed under load: what was acknowledged is in the log, once.
struct SpoolCrashTests {
    private let log: TemporaryLog

    init() throws {
        log = try TemporaryLog()
    }

    /// Appends from four threads until the process kills itself; the ids that were acknowledged go to
    /// a file as they are.
    private static func write(to folder: String, seed: UInt64) throws {
        let live = try LiveScribe(folder, limits: SpoolLimits(segment: 64 << 10))
        let acknowledged = open(folder + ".ids", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        for thread in 0..<4 {
            Thread.detachNewThread {
                var index = 0
                while true {
                    index += 1
                    let request = live.request("c\(thread)-\(index)", waiting: index % 3 == 0)
                    guard live.spool.append(request) == .logged else { continue }
                    let id = request.id.description + "\n"
                    _ = Foundation.write(acknowledged, id, id.utf8.count)
                    if index % 6 == 0 { _ = live.spool.append(live.completion(of: request)) }
                }
            }
        }
        let before = lseek(acknowledged, 0, SEEK_END)
        while lseek(acknowledged, 0, SEEK_END) < before + 2000 * Int(seed + 1) { usleep(1000) }
        kill(getpid(), SIGKILL)
    }

    @Test func `what was acknowledged before kill -9 is in the log, once`() async throws {
        let store = try log.open()
        let folder = log.spool
        for seed in 0..<6 as Range<UInt64> {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, seed = seed as UInt64] in
                try Self.write(to: folder, seed: seed)
            }
            // Some runs are drained together.
            if seed % 2 == 1 { try await log.drain(store) }
        }
        let ids = try String(contentsOfFile: folder + ".ids", encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let logged = try await store.requestIDs()
        #expect(ids.count > 100)
        #expect(Set(logged).count == logged.count)
        #expect(Set(ids).subtracting(logged).isEmpty)
    }

    @Test func `a drain that is killed again and again loses and doubles nothing`() async throws {
        let (folder, path) = (log.spool, log.path)
        let expected: Set<String>
        do {
            let live = try LiveScribe(folder, limits: SpoolLimits(segment: 16 << 10))
            expected = Set(
                (0..<6000).map { index in
                    let request = live.request("c\(index)", waiting: index % 2 == 0)
                    _ = live.spool.append(request)
                    if index % 4 == 0 { _ = live.spool.append(live.completion(of: request)) }
                    return request.id.description
                })
        }
        _ = try log.open()
        for round in 1..<6 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, path = path as String, round = round as Int] in
                Thread.detachNewThread {
                    usleep(UInt32(round * 12_000))
                    kill(getpid(), SIGKILL)
                }
                let store = try SQLiteEvidenceStore(path: path, access: .readWrite)
                let drain = SpoolDrain(
                    try SpoolFolder(path: folder), into: store, nanoseconds: { 0 })
                try await drain.drain()
                try await Task.sleep(for: .seconds(60))
            }
        }
        let store = try log.open()
        try await log.drain(store)
        let logged = try await store.requestIDs()
        #expect(logged.count == expected.count && Set(logged) == expected)
    }
}
