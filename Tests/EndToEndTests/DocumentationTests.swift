import Foundation
import Testing

/// What the README shows and promises, held against the program.
struct DocumentationTests {
    private static let readme = Workspace.root.appending(path: "README.md")
    private static let picture = Workspace.root
        .appending(path: "Sources/assay/assay.docc/Resources/verdict.svg")

    @Test func `the picture of a verdict is what the program prints`() async throws {
        try await withExamples { workspace in
            _ = try await workspace.assay("replay", "Rules/flight-delay")
            let verdict = try await workspace.assay("verdict", "Rules/flight-delay")
            let printed = Self.words(verdict.text)
            let drawn = Self.words(
                try String(contentsOf: Self.picture, encoding: .utf8)
                    .replacing(#/<style>.*?</style>/#, with: "").replacing(#/<[^>]*>/#, with: " ")
                    .replacing("&#x27;", with: "'"))
            #expect(drawn == Self.words("$ assay verdict Rules/flight-delay") + printed)
        }
    }

    @Test(arguments: ["flight-delay", "support-triage"])
    func `an example ends as the README says`(name: String) async throws {
        let readme = try String(contentsOf: Self.readme, encoding: .utf8)
        let row = try #require(
            readme.split(separator: "\n").first { $0.contains("[Rules/\(name)]") })
        try await withExamples { workspace in
            _ = try await workspace.assay("replay", "Rules/\(name)")
            let json = try await workspace.assay("verdict", "Rules/\(name)", "--json").text
            let verdict = try #require(json.firstMatch(of: #/"verdict":"([a-z-]+)"/#)).1
            #expect(row.contains("`\(verdict)`"))
            let check = try await workspace.assay("check", "Rules/\(name)")
            #expect(check.exitCode == 0)
            #expect(check.text.hasPrefix("\(name): no errors, 0 warnings"), "\(check.text)")
        }
    }

    @Test func `every command of the README exists`() async throws {
        let readme = try String(contentsOf: Self.readme, encoding: .utf8)
        let commands = Set(
            readme.matches(
                of: #/(?:^|&& |`)(?:\.build\/release\/)?assay ([a-z]+)/#
                    .anchorsMatchLineEndings()
            ).map { String($0.1) })
        #expect(commands.isSuperset(of: ["init", "check", "replay", "outcomes", "verdict"]))
        try await Workspace.with { workspace in
            for command in commands.subtracting(["help"]) {
                let help = try await workspace.assay("help", command)
                #expect(help.exitCode == 0 && help.text.contains("USAGE: assay \(command)"))
            }
        }
    }

    private func withExamples(_ body: (Workspace) async throws -> Void) async throws {
        try await Workspace.with { workspace in
            try FileManager.default.copyItem(
                at: Workspace.root.appending(path: "Rules"), to: workspace.url("Rules"))
            try await body(workspace)
        }
    }

    /// The words of a text, without what depends on the day.
    private static func words(_ text: String) -> [Substring] {
        text.replacing(#/\d{1,2} [A-Z][a-z]+ \d{4}/#, with: "<date>")
            .split { $0.isWhitespace }
    }
}
