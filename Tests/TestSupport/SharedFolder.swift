package import Foundation

/// The folder of reference data that `ASSAY_SHARED` names (default: `../shared` beside the package).
///
/// A clone without it skips the tests that need it: each says so, and the test command counts them.
package enum SharedFolder {
    package static let url: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["ASSAY_SHARED"]
        let url =
            path.map { URL(filePath: $0, relativeTo: root) } ?? root.appending(path: "../shared")
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? url.standardizedFileURL : nil
    }()

    package static var exists: Bool { url != nil }

    package static let reason = "no reference data: ASSAY_SHARED names no folder"
}
