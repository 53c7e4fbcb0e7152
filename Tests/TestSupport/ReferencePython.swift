import Dispatch
package import Foundation

/// A Python with numpy, scipy and jsonschema, which `.ci/setup tests` installs.
package enum ReferencePython {
    package static let url: URL? = {
        let python = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/tools/reference/bin/python")
        return FileManager.default.isExecutableFile(atPath: python.path) ? python : nil
    }()

    package static var exists: Bool { url != nil }

    package static let reason = "no Python with scipy: `.ci/setup tests` installs it"

    /// Runs Python; returns its exit code and what it printed, errors included.
    package static func run(
        _ arguments: [String]
    ) async throws -> (exitCode: Int32, text: String) {
        // It may take long, and tests share few threads, none of which may wait for it.
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try wait(for: arguments) })
            }
        }
    }

    private static func wait(for arguments: [String]) throws -> (exitCode: Int32, text: String) {
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        let output = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: output) }
        let exitCode = try Tool(url, arguments, output: output.path).wait()
        return (exitCode, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
