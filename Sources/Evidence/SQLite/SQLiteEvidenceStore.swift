import Foundation
import GRDB

/// The evidence log in one SQLite file: append-only, with roll-ups that are kept while writing.
///
/// One process writes at a time; readers are never blocked. What a call has returned from is on
/// the disk. A call that has begun runs to its end even where its task is cancelled: a batch is
/// logged whole or not at all, and its caller learns which.
package final class SQLiteEvidenceStore: Sendable {
    package enum Access: Sendable {
        /// Opens the log, making it where it does not exist.
        case readWrite
        /// Opens a log that exists, for reading alone where its file or folder cannot be written.
        case existing
    }

    package let path: String
    let pool: DatabasePool
    package let ids = EvidenceIDGenerator()
    private let claimFiles = ClaimFiles()

    /// Each connection keeps at most `cache` kibibytes of pages in memory.
    package init(path: String, access: Access, cache: Int = 16 << 10) throws(EvidenceError) {
        self.path = path
        let configuration = Self.configuration(cache: cache)
        do {
            try LogFile.check(path, mustExist: access == .existing)
            if access == .existing, LogFile.isReadOnly(path) {
                var configuration = configuration
                configuration.readonly = true
                pool = try DatabasePool(
                    path: LogFile.address(path), configuration: configuration)
                return
            }
            pool = try Self.openPool(path, configuration)
            // A batch is acknowledged once it would survive a power cut; batches make that cheap.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try Schema.migrate(pool)
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// Whether the log is open for reading alone.
    var isReadOnly: Bool { pool.configuration.readonly }

    /// Opens the file, and waits where another process is just making it: SQLite does not wait for
    /// the switch to a write-ahead file by itself.
    private static func openPool(
        _ path: String, _ configuration: Configuration
    ) throws -> DatabasePool {
        for _ in 0..<50 {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    static func configuration(cache: Int) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        // Every number that a row refers to is looked up in the transaction that writes the row.
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            // Wide rows and blocks of 4 kB: a larger page keeps them from spilling.
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192;
                    PRAGMA cache_size = -\(database.configuration.readonly ? 512 : cache);
                    PRAGMA journal_size_limit = 67108864;
                    """)
        }
        return configuration
    }

    /// Runs `body` in one transaction that is on the disk when it returns.
    func write<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws(EvidenceError) -> Result {
        do {
            // GRDB's own async access gives up where the task is cancelled, perhaps after the
            // commit, so that the caller would not know what became of its batch.
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWrite(body) { _, result in continuation.resume(with: result) }
            }
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// Runs `body` in one transaction that reaches the disk with the next one at the latest.
    ///
    /// For what can be made again, should the machine lose power: it costs no wait for the disk.
    func writeUnsynchronized<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws(EvidenceError) -> Result {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                pool.asyncWriteWithoutTransaction { database in
                    continuation.resume(
                        with: Swift.Result {
                            try database.execute(sql: "PRAGMA synchronous = NORMAL")
                            defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
                            var result: Result?
                            try database.inTransaction {
                                result = try body(database)
                                return .commit
                            }
                            guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
                            return result
                        })
                }
            }
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// Runs `body` on one consistent view of the log.
    func read<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws(EvidenceError) -> Result {
        do {
            return try await readThrowing(body)
        } catch {
            throw EvidenceError(error, path: path)
        }
    }

    /// Runs `body` on one consistent view of the log; its own errors stay as they are.
    func readThrowing<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(with: Swift.Result { try body(database.get()) })
            }
        }
    }

    /// Returns claims for one run: what it claims, no other run on the log can claim meanwhile.
    package func claims() throws(EvidenceError) -> CaseClaims {
        try claimFiles.open(path)
    }

    /// Closes the log; its write-ahead file is folded in.
    package func close() throws(EvidenceError) {
        do {
            // GRDB closes its readers last, and a reader cannot fold the file in.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw EvidenceError(error, path: path)
        }
        claimFiles.close()
    }

    deinit {
        try? close()
    }
}
