import Foundation
import Testing

/// What somebody sees at the terminal: commands with what they wrote and how they ended.
///
/// Compared with a file of `Transcripts`; `RECORD_GOLDEN=1` writes that file, and fails.
struct Transcript {
    let workspace: Workspace
    private(set) var text = ""

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// Runs a command and writes it down.
    @discardableResult
    mutating func run(
        _ arguments: String..., environment: [String: String] = [:],
        input: Child.Input = .nothing
    ) async throws -> ChildOutcome {
        let child = try workspace.start(arguments, environment: environment, input: input)
        let outcome = try await child.outcome()
        add(arguments, outcome)
        return outcome
    }

    /// Writes a command down that has run.
    mutating func add(_ arguments: [String], _ outcome: ChildOutcome) {
        let words = arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }
        text += "$ assay \(words.joined(separator: " "))\n"
        text += outcome.text
        if !outcome.errors.isEmpty { text += "--- stderr\n\(outcome.errors)" }
        text += "--- exit \(outcome.exitCode.map(String.init) ?? "by a signal")\n\n"
    }

    /// The transcript without what differs from run to run.
    var normalized: String {
        var text = text.replacing(workspace.folder.path, with: "<folder>")
        text = text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/) {
            _ in "<id>"
        }
        text = text.replacing(/"(latency_ns|bytes)":\d+/) { "\"\($0.1)\":<number>" }
        text = text.replacing(/"elapsed_s":[-0-9.e]+/) { _ in "\"elapsed_s\":<number>" }
        text = text.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/) { _ in "<time>" }
        text = text.replacing(/\ in [0-9.,]+ (ms|s|min [0-9]+ s) \([0-9,]+\/s\)/) { _ in
            " in <span> (<rate>/s)"
        }
        text = text.replacing(/came within [0-9.]+ (µs|ms)/) { _ in "came within <span>" }
        text = text.replacing(/[0-9.]+ (kB|MB)\b/) { _ in "<size>" }
        text = text.replacing(/,\d+,(\d*),1\.0,(true|false),/) { ",<number>,\($0.1),1.0,\($0.2)," }
        text = text.replacing(/\b[0-9a-f]{32}\b/) { _ in "<hash>" }
        text = text.replacing(/\b(heuristic|model) [0-9a-f]{8}:/) { "\($0.1) <hash>:" }
        text = text.replacing(/`[0-9a-f]{8}`/) { _ in "`<hash>`" }
        text = text.replacing(/version [0-9a-f]{8}\b/) { _ in "version <hash>" }
        text = text.replacing(/"version":"[0-9a-f]+"/) { _ in "\"version\":\"<hash>\"" }
        text = text.replacing(/\d{1,2} [A-Z][a-z]+ 20\d\d/) { _ in "<date>" }
        text = text.replacing(/http:\/\/127\.0\.0\.1:\d+/) { _ in "<server>" }
        return text
    }

    func expectGolden(
        _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Transcripts/\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(normalized.utf8).write(to: file)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        let difference = Self.firstDifference(expected, normalized)
        #expect(difference == nil, sourceLocation: sourceLocation)
    }

    private static func firstDifference(_ expected: String, _ found: String) -> String? {
        let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let found = found.split(separator: "\n", omittingEmptySubsequences: false)
        for index in 0..<max(expected.count, found.count) {
            let wanted = index < expected.count ? String(expected[index]) : "(the end)"
            let seen = index < found.count ? String(found[index]) : "(the end)"
            if wanted != seen { return "line \(index + 1): expected `\(wanted)`, found `\(seen)`" }
        }
        return nil
    }
}
