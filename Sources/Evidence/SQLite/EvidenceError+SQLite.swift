import Foundation
import GRDB
import JSONCodec

extension EvidenceError {
    /// Says what an error of SQLite means for the log at `path`.
    init(_ error: any Error, path: String) {
        if let error = error as? EvidenceError {
            self = error
            return
        }
        if let error = error as? JSONError {
            self = .corrupt(path: path, reason: "a row holds no JSON: \(error)")
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, reason: "\(error)")
            return
        }
        let reason = error.message ?? "SQLite's code \(error.resultCode.rawValue)"
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull(path: path)
            // A write to the write-ahead file's index fails as an input or output error.
            case .SQLITE_IOERR where Self.isDiskFull(at: path),
                .SQLITE_CANTOPEN where Self.isDiskFull(at: path):
                .diskFull(path: path)
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
            case .SQLITE_CANTOPEN where LogFile.isReadOnly(path): .readOnly(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            case .SQLITE_NOTADB: .notALog(path: path)
            case .SQLITE_CORRUPT: .corrupt(path: path, reason: reason)
            case .SQLITE_CANTOPEN: .cannotOpen(path: path, reason: reason)
            default: .failed(path: path, reason: reason)
            }
    }

    private static func isDiskFull(at path: String) -> Bool {
        let folder = (path as NSString).deletingLastPathComponent
        var status = statvfs()
        guard statvfs(folder.isEmpty ? "." : folder, &status) == 0 else { return false }
        // What is no disk, such as /proc, has no blocks at all.
        return status.f_blocks > 0
            && UInt64(status.f_bavail) * UInt64(status.f_frsize) < 1 << 20
    }
}
