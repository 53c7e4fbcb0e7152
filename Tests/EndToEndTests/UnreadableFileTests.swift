import Foundation
import Testing

/// Files that are there and cannot be read.
struct UnreadableFileTests {
    @Test func `a file that is there and cannot be read is not called missing`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            // Nobody can follow such a link; permissions would not stop root.
            func loop(_ path: String) throws {
                try? FileManager.default.removeItem(at: workspace.url(path))
                try FileManager.default.createSymbolicLink(
                    atPath: workspace.url(path).path, withDestinationPath: workspace.url(path).path)
            }
            try loop("cases.jsonl")
            try loop("log.sqlite")
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "cases.jsonl")
            try await transcript.run("outcomes", "import", Parcels.folder, "cases.jsonl")
            try await transcript.run("evidence", "--evidence", "log.sqlite")
            for file in ["prompt.md", "rules.yaml", "feature.yaml"] {
                try loop("\(Parcels.folder)/\(file)")
                try await transcript.run("verdict", Parcels.folder)
            }
            try transcript.expectGolden("unreadable")
        }
    }
}
