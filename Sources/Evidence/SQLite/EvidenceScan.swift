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
    private let cases: Int
    /// How many stretches the cases make.
    package let stretches: Int

    /// A stretch is so many consecutive blocks.
    private let blocks: Int
    /// How many readers one more of which no longer pays.
    private static let mostReaders = 8
    /// Blocks are read once each, so that there is little to keep.
    private static let cache = 512

    fileprivate init(
        _ store: SQLiteEvidenceStore, _ feature: FeatureKey, question: Int, _ tries: [PathTry],
        blocks: Int
    ) throws {
        self.blocks = blocks
        self.feature = feature
        self.question = question
        self.tries = tries
        path = store.path
        let cases = try store.pool.read { try Self.cases(of: feature, $0) }
        let width = blocks * CellBlock<CaseCell>.width
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let count = max(1, min(cores, Self.mostReaders, (cases + width - 1) / width))
        readers = try Self.readers(count, of: store)
        self.cases = try readers[0].unsafeRead { try Self.cases(of: feature, $0) }
        stretches = (self.cases + width - 1) / width
    }

    /// Folds over the cases, a stretch of them on each core.
    ///
    /// `stretch` reads the cases of a stretch, in the order of their numbers, into what `join` then
    /// takes in, one stretch at a time and in their order.
    package func fold<Part: Sendable, Result: Sendable>(
        into initial: Result, stretch: @Sendable @escaping (Stretch) throws -> Part,
        join: @Sendable @escaping (inout Result, Part) -> Void
    ) async throws(EvidenceError) -> Result {
        try await run(into: initial) { [feature, question, tries] blocks, database in
            let rows = try RowReader(feature, question, tries, blocks: blocks, database)
            return try stretch(Stretch(rows, cases: blocks.count * CellBlock<CaseCell>.width))
        } join: {
            join(&$0, $1)
        }
    }

    /// Returns the time of each stretch's earliest case; the least number where one has no time.
    package func starts() async throws(EvidenceError) -> [Int64] {
        try await run(into: []) { [feature, cases] blocks, database in
            let select = try database.makeStatement(
                sql: """
                    SELECT block, cells FROM case_block
                    WHERE feature_id = ? AND block >= ? AND block < ?
                    """)
            for (index, value) in [feature.id, blocks.lowerBound, blocks.upperBound].enumerated() {
                select.bind(value, at: Int32(index + 1))
            }
            var start = Int64.max
            while try select.nextRow() {
                let block = CellBlock<CaseCell>(select.bytes(1), empty: .empty)
                let first = Int(select.int(0)) * CellBlock<CaseCell>.width
                // Cells after the last case have no time either.
                for cell in block.cells.prefix(max(0, cases - first)) {
                    start = min(start, cell.time)
                }
            }
            return start
        } join: {
            $0.append($1)
        }
    }

    private func run<Part: Sendable, Result: Sendable>(
        into initial: Result,
        read: @Sendable @escaping (_ blocks: Range<Int64>, Database) throws -> Part,
        join: @Sendable @escaping (inout Result, Part) -> Void
    ) async throws(EvidenceError) -> Result {
        let queue = StretchQueue<Part>(stretches, ahead: 2 * readers.count)
        do {
            return try await withThrowingTaskGroup(of: Void.self) { group in
                for reader in readers {
                    group.addTask { [blocks] in
                        do {
                            while let index = await queue.next() {
                                let range = Int64(index * blocks)..<Int64((index + 1) * blocks)
                                let part = try await reader.unsafeRead { try read(range, $0) }
                                await queue.put(part, at: index)
                            }
                        } catch {
                            await queue.stop()
                            throw error
                        }
                    }
                }
                var result = initial
                while let part = await queue.take() { join(&result, part) }
                try await group.waitForAll()
                return result
            }
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// The cases of a stretch.
    package struct Stretch {
        private let rows: RowReader
        /// How many there are at most.
        package let cases: Int

        fileprivate init(_ rows: RowReader, cases: Int) {
            self.rows = rows
            self.cases = cases
        }

        /// Shows the cases in the order of their numbers.
        package func forEachRow(_ body: (EvidenceRow) throws -> Void) throws {
            var rows = rows
            try rows.forEachRow(body)
        }
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
    /// Lends one state of a feature's roll-ups for as long as `body` runs.
    ///
    /// What is read twice is the same. Of each path the first try counts. A stretch has so many
    /// `blocks` of 128 cases.
    package func scan<Result: Sendable>(
        _ feature: FeatureKey, question: String, paths: [PathVersion], blocks: Int = 64,
        _ body: (EvidenceScan) async throws(EvidenceError) -> Result
    ) async throws(EvidenceError) -> Result {
        let index = try index(ofQuestion: question, in: feature)
        let scan: EvidenceScan
        do {
            scan = try EvidenceScan(
                self, feature, question: index, paths.map { PathTry(path: $0) }, blocks: blocks)
        } catch {
            throw EvidenceError(error, path: path)
        }
        defer { scan.close() }
        return try await body(scan)
    }
}

/// Hands out stretches, and what became of them in their order.
private actor StretchQueue<Part: Sendable> {
    private let count: Int
    /// How many stretches may be under way beyond those that were taken.
    private let ahead: Int
    private var handedOut = 0
    private var taken = 0
    private var parts: [Int: Part] = [:]
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int, ahead: Int) {
        self.count = count
        self.ahead = ahead
    }

    /// The next stretch to be read; `nil` where all are handed out.
    func next() async -> Int? {
        while handedOut < count, handedOut >= taken + ahead { await wait() }
        guard handedOut < count else { return nil }
        handedOut += 1
        return handedOut - 1
    }

    func put(_ part: Part, at index: Int) {
        parts[index] = part
        if index == taken { wake() }
    }

    /// The next part in the order of the stretches; `nil` after the last, and once all has stopped.
    func take() async -> Part? {
        while taken < count {
            if let part = parts.removeValue(forKey: taken) {
                taken += 1
                wake()
                return part
            }
            await wait()
        }
        return nil
    }

    /// Hands out nothing more: a stretch could not be read, so that the others wait in vain.
    func stop() {
        (handedOut, taken) = (count, count)
        wake()
    }

    private func wait() async {
        await withCheckedContinuation { waiting.append($0) }
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting.removeAll()
    }
}
