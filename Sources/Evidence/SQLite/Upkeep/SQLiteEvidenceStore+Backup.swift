import Foundation
import GRDB

extension SQLiteEvidenceStore {
    /// Copies the log as it stands now to a new file, while others read and write it.
    ///
    /// The file appears whole or not at all; one that exists is not overwritten.
    package func backUp(to target: String) async throws(EvidenceError) {
        guard !FileManager.default.fileExists(atPath: target) else {
            throw .cannotBackUp(path: target, reason: "the file exists")
        }
        let part = target + ".part"
        try? FileManager.default.removeItem(atPath: part)
        do {
            try await withCheckedThrowingContinuation { continuation in
                pool.asyncRead { source in
                    continuation.resume(with: Result { try Self.copy(source.get(), to: part) })
                }
            }
            try FileManager.default.moveItem(atPath: part, toPath: target)
        } catch {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: part + suffix)
            }
            if let error = error as? DatabaseError { throw EvidenceError(error, path: target) }
            throw .cannotBackUp(path: target, reason: "\(error.localizedDescription)")
        }
    }

    /// One step: the reader's view does not move, and writers do not wait for it.
    private static func copy(_ source: Database, to path: String) throws {
        let target = try DatabaseQueue(path: path)
        try target.writeWithoutTransaction { try source.backup(to: $0) }
        try target.close()
        let file = FileHandle(forUpdatingAtPath: path)
        try file?.synchronize()
        try file?.close()
    }
}
