import Foundation
import Testing

/// A temporary folder in which the built program runs.
struct Workspace: Sendable {
    /// The project's folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program beside the test bundle.
    static let program: URL = {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let places = [beside, root.appending(path: ".build/debug")].map {
            $0.appending(path: "assay")
        }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? places[0]
    }()

    let folder: URL

    /// Runs `body` in a new folder, which is removed afterwards.
    static func with<Value>(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Workspace) async throws -> Value
    ) async throws -> Value {
        Skips.begin()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "assay-e2e-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(Workspace(folder: folder))
    }

    func url(_ path: String) -> URL { folder.appending(path: path) }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url(path).path)
    }

    func read(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// Writes a file, with the folders that lead to it.
    func write(_ path: String, _ text: String) throws {
        try write(path, bytes: Array(text.utf8))
    }

    func write(_ path: String, bytes: [UInt8]) throws {
        let file = url(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// Replaces the first `old` of a file.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        var text = try read(path)
        let range = try #require(text.range(of: old), "\(path) has no `\(old)`")
        text.replaceSubrange(range, with: new)
        try write(path, text)
    }

    /// Starts the program.
    func start(
        _ arguments: [String], environment: [String: String] = [:], input: Child.Input = .nothing
    ) throws -> Child {
        // A bare environment: no proxy and no key of whoever runs the tests.
        var variables = ["PATH": "/usr/bin:/bin", "TZ": "UTC", "HOME": folder.path]
        variables.merge(environment) { $1 }
        return try Child(
            Self.program, arguments, in: folder, environment: variables, input: input,
            output: url(".streams/\(UUID().uuidString)"))
    }

    /// Runs the program to its end.
    func assay(
        _ arguments: String..., environment: [String: String] = [:],
        input: Child.Input = .nothing, timeout: Duration = .seconds(300)
    ) async throws -> ChildOutcome {
        let child = try start(arguments, environment: environment, input: input)
        return try await child.outcome(timeout: timeout)
    }
}
