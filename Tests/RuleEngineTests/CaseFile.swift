import Foundation
import Testing

/// A plain-text file of statements and what must come of them, in the manner of sqllogictest.
///
/// A statement is a line, with a text below it up to `----` where it has one; what is expected
/// follows up to an empty line. `#` begins a comment between statements.
struct CaseFile: Sendable, CustomTestStringConvertible {
    struct Statement: Sendable {
        var line: Int
        var command: String
        var text: String
        var expected: String?
    }

    let url: URL
    let statements: [Statement]

    var testDescription: String { url.lastPathComponent }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Cases")

    static func all() throws -> [CaseFile] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "case" }
            .sorted { $0.path < $1.path }
            .map(CaseFile.init)
    }

    init(_ url: URL) throws {
        self.url = url
        let lines = try String(contentsOf: url, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var statements: [Statement] = []
        var index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            if line.isEmpty || line.hasPrefix("#") { continue }
            var statement = Statement(line: index, command: line, text: "", expected: nil)
            if Self.hasResult(line) {
                let end = lines[index...].firstIndex(of: "----") ?? lines.endIndex
                statement.text = lines[index..<end].joined(separator: "\n")
                index = min(end + 1, lines.count)
                let stop = lines[index...].firstIndex(of: "") ?? lines.endIndex
                statement.expected = lines[index..<stop].joined(separator: "\n")
                index = stop
            }
            statements.append(statement)
        }
        self.statements = statements
    }

    private static func hasResult(_ command: String) -> Bool {
        let word = command.prefix { $0 != " " }
        return !["question", "field", "forget"].contains(word)
    }

    /// Writes what came out in the place of what was expected.
    func record(_ results: [Int: String]) throws {
        var lines = try String(contentsOf: url, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (line, result) in results.sorted(by: { $0.key > $1.key }) {
            let start = (lines[line...].firstIndex(of: "----") ?? lines.endIndex) + 1
            let end = lines[start...].firstIndex(of: "") ?? lines.endIndex
            lines.replaceSubrange(
                start..<end, with: result.split(separator: "\n").map(String.init))
        }
        try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }
}
