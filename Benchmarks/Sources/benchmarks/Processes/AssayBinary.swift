import Foundation

/// The release builds of the repository that holds this package.
enum AssayBinary {
    /// Returns the path of `assay`.
    static func path() throws -> String { try path(of: "assay") }

    /// Returns the path of what measures live decisions.
    static func liveBenchmark() throws -> String { try path(of: "live-benchmark") }

    /// Returns the path of what fills an evidence log.
    static func fillEvidence() throws -> String { try path(of: "fill-evidence") }

    /// Returns the path of a product; builds it where it is missing, or older than `assay`, whose
    /// logs it writes.
    private static func path(of product: String) throws -> String {
        let folder = repository.appending(path: ".build/release")
        let binary = folder.appending(path: product)
        let newest = (try? folder.appending(path: "assay").linkedDate) ?? .distantPast
        if let date = try? binary.linkedDate, date >= newest { return binary.path }
        try build(product)
        return binary.path
    }

    private static var repository: URL {
        (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            .deletingLastPathComponent()
    }

    private static func build(_ product: String) throws {
        let arguments = [
            "swift", "build", "-c", "release", "--product", product, "--package-path",
            repository.path,
        ]
        note("building the release binary: \(arguments.joined(separator: " "))")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["ASSAY_BENCHMARKS": "1"]) { $1 }
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

extension URL {
    /// When the file was last written.
    fileprivate var linkedDate: Date? {
        get throws {
            try resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
        }
    }
}

/// Says something beside the table.
func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
