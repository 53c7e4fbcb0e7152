import Foundation
import GRDB

/// One state of a feature's roll-ups, open for reading on several cores at once.
///
/// Each reader has a connection with a transaction of its own, and all transactions see the same
/// state of the log: between the first and the last nobody committed anything.
package final class EvidenceScan: Sendable {
    private let feature: FeatureKey
    private let question: Int
    private let tries: [PathTry]
    private let path: String
    private let readers: [DatabaseQueue]
    /// How many stretches the cases make.
    package let stretches: Int

    /// A stretch is so many consecutive blocks.
    private static let blocks = 256
    /// How many readers one more of which no longer pays.
    private static let mostReaders = 8
    /// Blocks are read once each, so that there is little to keep.
    private static let cache = 512

    fileprivate init(
        _ store: SQLiteEvidenceStore, _ feature: FeatureKey, question: Int, _ tries: [PathTry]
    ) throws {
        self.feature = feature
        self.question = question
        self.tries = tries
        path = store.path
        let cases = try store.pool.read { try Self.cases(of: feature, $0) }
        let width = Self.blocks * CellBlock<CaseCell>.width
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let count = max(1, min(cores, Self.mostReaders, (cases + width - 1) / width))
        readers = try Self.readers(count, of: store)
        let seen = try readers[0].unsafeRead { try Self.cases(of: feature, $0) }
        stretches = (seen + width - 1) / width
    }

    /// Folds over the cases, a stretch of them on each core.
    ///
    /// `stretch` reads the cases of a stretch, in the order of their numbers, into what `join` then
    /// takes in, one stretch at a time and in their order.
    package func fold<Part: Sendable, Result: Sendable>(
        into initial: Result, stretch: @Sendable @escaping (Stretch) throws -> Part,
        join: @Sendable @escaping (inout Result, Part) -> Void
    ) async throws(EvidenceError) -> Result {
        let queue = StretchQueue(stretches, ahead: 2 * readers.count, initial, join)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for reader in readers {
                    group.addTask {
                        do {
                            while let index = await queue.next() {
                                let part = try await reader.unsafeRead { [self] database in
                                    try stretch(Stretch(try self.rows(index, database)))
                                }
                                await queue.join(part, at: index)
                            }
                        } catch {
                            await queue.stop()
                            throw error
                        }
                    }
                }
                try await group.waitForAll()
            }
        } catch {
            throw EvidenceError(error, path: path)
        }
        return await queue.result
    }

    /// The cases of a stretch.
    package struct Stretch {
        private let rows: RowReader

        fileprivate init(_ rows: RowReader) {
            self.rows = rows
        }

        /// Shows the cases in the order of their numbers.
        package func forEachRow(_ body: (EvidenceRow) throws -> Void) throws {
            var rows = rows
            try rows.forEachRow(body)
        }
    }

    private func rows(_ index: Int, _ database: Database) throws -> RowReader {
        let blocks = Int64(index * Self.blocks)..<Int64((index + 1) * Self.blocks)
        return try RowReader(feature, question, tries, blocks: blocks, database)
    }

    fileprivate func close() {
        for reader in readers { try? reader.close() }
    }

    private static func cases(of feature: FeatureKey, _ database: Database) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT cases FROM feature WHERE feature_id = ?",
            arguments: [feature.id]) ?? 0
    }

    /// Opens connections and begins a transaction on each, all in the same state of the log.
    ///
    /// Where others commit faster than that can be done, one reader has to do.
    private static func readers(
        _ count: Int, of store: SQLiteEvidenceStore
    ) throws -> [DatabaseQueue] {
        var configuration = SQLiteEvidenceStore.configuration(cache: cache)
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        let address = try LogFile.address(store.path)
        let readers = try (0..<count).map { _ in
            try DatabaseQueue(path: address, configuration: configuration)
        }
        func begin(_ readers: [DatabaseQueue]) throws {
            for reader in readers {
                try reader.unsafeRead { database in
                    try database.execute(sql: "BEGIN")
                    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM feature")
                }
            }
        }
        guard count > 1 else {
            try begin(readers)
            return readers
        }
        let watch = try DatabaseQueue(path: address, configuration: configuration)
        defer { try? watch.close() }
        // It changes with what other connections commit.
        func version() throws -> Int? {
            try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        }
        for _ in 0..<20 {
            let before = try version()
            try begin(readers)
            if try version() == before { return readers }
            for reader in readers { try reader.unsafeRead { try $0.execute(sql: "ROLLBACK") } }
        }
        for reader in readers[1...] { try reader.close() }
        try begin([readers[0]])
        return [readers[0]]
    }
}

extension SQLiteEvidenceStore {
    /// Lends one state of a feature's roll-ups for as long as `body` runs, so that what is read
    /// twice is the same. Of each path the first try counts.
    package func scan<Result: Sendable>(
        _ feature: FeatureKey, question: String, paths: [PathVersion],
        _ body: (EvidenceScan) async throws(EvidenceError) -> Result
    ) async throws(EvidenceError) -> Result {
        let index = try index(ofQuestion: question, in: feature)
        let scan: EvidenceScan
        do {
            scan = try EvidenceScan(
                self, feature, question: index, paths.map { PathTry(path: $0) })
        } catch {
            throw EvidenceError(error, path: path)
        }
        defer { scan.close() }
        return try await body(scan)
    }
}

/// Hands out stretches, and joins what became of them in their order.
private actor StretchQueue<Part: Sendable, Result: Sendable> {
    private(set) var result: Result
    private let count: Int
    /// How many stretches may be under way beyond the one that is to be joined next.
    private let ahead: Int
    private let take: @Sendable (inout Result, Part) -> Void
    private var handedOut = 0
    private var joined = 0
    private var parts: [Int: Part] = [:]
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(
        _ count: Int, ahead: Int, _ initial: Result,
        _ take: @Sendable @escaping (inout Result, Part) -> Void
    ) {
        self.count = count
        self.ahead = ahead
        self.take = take
        result = initial
    }

    /// The next stretch; `nil` where all are handed out.
    func next() async -> Int? {
        while handedOut < count, handedOut >= joined + ahead {
            await withCheckedContinuation { waiting.append($0) }
        }
        guard handedOut < count else { return nil }
        handedOut += 1
        return handedOut - 1
    }

    func join(_ part: Part, at index: Int) {
        parts[index] = part
        while let part = parts.removeValue(forKey: joined) {
            take(&result, part)
            joined += 1
        }
        wake()
    }

    /// Hands out nothing more: a stretch could not be read, so that the others wait in vain.
    func stop() {
        handedOut = count
        wake()
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting.removeAll()
    }
}
