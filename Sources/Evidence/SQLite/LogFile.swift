import Foundation
import GRDB

/// The file of a log, looked at before SQLite may write to it.
enum LogFile {
    /// Throws where `path` is something else than a log or nothing.
    static func check(_ path: String, mustExist: Bool) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            if mustExist {
                throw EvidenceError.cannotOpen(path: path, reason: "there is no such file")
            }
            return
        }
        guard !isFolder.boolValue else {
            throw EvidenceError.cannotOpen(path: path, reason: "it is a folder")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw EvidenceError.cannotOpen(path: path, reason: "it cannot be read")
        }
        defer { try? file.close() }
        let header = try file.read(upToCount: 100) ?? Data()
        guard !header.isEmpty else { return }
        guard header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw EvidenceError.notALog(path: path)
        }
        let mark = withUnsafeBytes(of: Schema.applicationID.bigEndian) { Array($0) }
        let isMarked = header.count == 100 && header[68..<72].elementsEqual(mark)
        guard try isMarked || isLogOrEmpty(path) else { throw EvidenceError.notALog(path: path) }
        guard try !isNewer(path) else { throw EvidenceError.newerVersion(path: path) }
    }

    /// Whether there is a log that SQLite cannot write: its file, or files beside it.
    static func isReadOnly(_ path: String) -> Bool {
        let files = FileManager.default
        let isWritable =
            files.isWritableFile(atPath: path) && files.isWritableFile(atPath: folder(of: path))
        return files.fileExists(atPath: path) && !isWritable
    }

    /// What SQLite is to open for reading.
    ///
    /// It keeps two files beside a log while it reads. Where they can be neither made nor found,
    /// nobody else has the log open, and it is read as one that nobody changes: all that was logged
    /// is in it, unless a write-ahead file is left.
    static func address(_ path: String) throws(EvidenceError) -> String {
        let files = FileManager.default
        guard files.fileExists(atPath: path), !files.isWritableFile(atPath: folder(of: path)) else {
            return path
        }
        let file = URL(filePath: path).resolvingSymlinksInPath()
        guard !files.fileExists(atPath: file.path + "-shm") else { return path }
        let size = try? files.attributesOfItem(atPath: file.path + "-wal")[.size] as? NSNumber
        if let size, size.intValue > 0 {
            throw .cannotOpen(
                path: path,
                reason: "its folder cannot be written, and what was logged last is still in "
                    + "`\(file.lastPathComponent)-wal`; copy both to a folder that can be written")
        }
        return file.absoluteString + "?immutable=1"
    }

    private static func folder(of path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    }

    /// Asks SQLite, which sees the write-ahead file: a log that was cut off in its first minutes
    /// has its mark only there.
    private static func isLogOrEmpty(_ path: String) throws -> Bool {
        try read(path) { database in
            let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id")
            if mark == Schema.applicationID { return true }
            // The table of migrations comes in a transaction before the mark's.
            let others = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
            return mark == 0 && others == 0
        }
    }

    /// Whether the log has been through migrations that this program does not know.
    private static func isNewer(_ path: String) throws -> Bool {
        try read(path) { database in
            guard try database.tableExists("grdb_migrations") else { return false }
            return try Schema.migrator.hasBeenSuperseded(database)
        }
    }

    private static func read<Value>(
        _ path: String, _ body: (Database) throws -> Value
    ) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        return try DatabaseQueue(path: address(path), configuration: configuration).read(body)
    }
}
