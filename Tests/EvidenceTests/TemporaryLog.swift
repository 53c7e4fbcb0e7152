import Evidence
import Foundation

/// A place for a log in a folder of its own, which goes when the test is done with it.
final class TemporaryLog: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "assay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { file("log.sqlite") }

    func file(_ name: String) -> String { folder.appending(path: name).path }

    func open(_ access: SQLiteEvidenceStore.Access = .readWrite) throws -> SQLiteEvidenceStore {
        try SQLiteEvidenceStore(path: path, access: access)
    }

    /// Copies the log as a crash would leave it: with its write-ahead file, not folded in.
    func copy(to name: String) throws -> String {
        for suffix in ["", "-wal", "-shm"]
        where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: file(name) + suffix)
        }
        return file(name)
    }
}
