import Foundation

/// The release build of `assay` in the repository that holds this package.
enum AssayBinary {
    /// Returns its path; builds it where it is missing.
    static func path() throws -> String {
        let binary = repository.appending(path: ".build/release/assay").path
        if !FileManager.default.isExecutableFile(atPath: binary) { try build() }
        return binary
    }

    private static var repository: URL {
        (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            .deletingLastPathComponent()
    }

    private static func build() throws {
        let arguments = [
            "swift", "build", "-c", "release", "--product", "assay", "--package-path",
            repository.path,
        ]
        note("building the release binary: \(arguments.joined(separator: " "))")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = FileHandle.standardError
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError.processFailed(
                command: arguments.joined(separator: " "), status: process.terminationStatus,
                output: "")
        }
    }
}

/// Says something beside the table.
func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
