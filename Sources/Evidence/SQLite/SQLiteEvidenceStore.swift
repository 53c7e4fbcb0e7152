import Foundation
import GRDB
import GRDBSQLite

/// The evidence log in one SQLite file: append-only, with roll-ups that are kept while writing.
///
/// One process writes at a time; readers are never blocked. What a call has returned from is on
/// the disk.
package final class SQLiteEvidenceStore: Sendable {
    package enum Access: Sendable {
        /// Opens the log, making it where it does not exist.
        case readWrite
        /// Opens a log that exists.
        case existing
    }

    package let path: String
    let pool: DatabasePool
    package let ids = EvidenceIDGenerator()

    package init(path: String, access: Access) throws(EvidenceError) {
        self.path = path
        if access == .existing, !FileManager.default.fileExists(atPath: path) {
            throw .cannotOpen(path: path, reason: "there is no such file")
        }
        do {
            try Self.refuseForeignFile(path)
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            // A batch is acknowledged once it would survive a power cut; batches make that cheap.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let migrator = Schema.migrator
            if try pool.read(migrator.hasBeenSuperseded) {
                throw EvidenceError.newerVersion(path: path)
            }
            try migrator.migrate(pool)
        } catch {
            throw Self.evidenceError(error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            // Wide rows and blocks of 4 kB: a larger page keeps them from spilling.
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192;
                    PRAGMA cache_size = -16384;
                    PRAGMA journal_size_limit = 67108864;
                    """)
        }
        return configuration
    }

    /// Looks at the file before anything may be written to it.
    private static func refuseForeignFile(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        var configuration = Configuration()
        configuration.readonly = true
        let file = try DatabaseQueue(path: path, configuration: configuration)
        let isForeign = try file.read { database in
            let application = try Int32.fetchOne(database, sql: "PRAGMA application_id")
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema")
            return application != Schema.applicationID && tables != 0
        }
        guard !isForeign else { throw EvidenceError.notALog(path: path) }
    }

    /// Runs `body` in one transaction that is on the disk when it returns.
    func write<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws(EvidenceError) -> Result {
        do {
            return try await pool.write(body)
        } catch {
            throw Self.evidenceError(error, path: path)
        }
    }

    /// Runs `body` on one consistent view of the log.
    func read<Result: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Result
    ) async throws(EvidenceError) -> Result {
        do {
            return try await pool.read(body)
        } catch {
            throw Self.evidenceError(error, path: path)
        }
    }

    /// Closes the log; its write-ahead file is folded in.
    package func close() throws(EvidenceError) {
        do {
            // The pool keeps its write-ahead file: fold it in, so that the log is one file again.
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw Self.evidenceError(error, path: path)
        }
    }

    static func evidenceError(_ error: any Error, path: String) -> EvidenceError {
        if let error = error as? EvidenceError { return error }
        guard let error = error as? DatabaseError else {
            return .failed(path: path, reason: "\(error)")
        }
        let reason = error.message ?? "SQLite's code \(error.resultCode.rawValue)"
        return switch error.resultCode {
        case .SQLITE_FULL: .diskFull(path: path)
        case .SQLITE_IOERR: .diskFullOrBroken(path: path, error: error)
        case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
        case .SQLITE_NOTADB: .notALog(path: path)
        case .SQLITE_CORRUPT: .corrupt(path: path, reason: reason)
        case .SQLITE_CANTOPEN: .cannotOpen(path: path, reason: reason)
        default: .failed(path: path, reason: reason)
        }
    }
}

extension EvidenceError {
    /// A write to the write-ahead file's index fails as an input/output error on a full disk.
    fileprivate static func diskFullOrBroken(path: String, error: DatabaseError) -> EvidenceError {
        let folder = (path as NSString).deletingLastPathComponent
        let attributes = try? FileManager.default.attributesOfFileSystem(
            forPath: folder.isEmpty ? "." : folder)
        if let free = attributes?[.systemFreeSize] as? Int64, free < 1 << 20 {
            return .diskFull(path: path)
        }
        return .failed(path: path, reason: error.message ?? "input or output error")
    }
}
