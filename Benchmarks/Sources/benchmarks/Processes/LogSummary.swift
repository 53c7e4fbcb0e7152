import Foundation

/// What `assay evidence --json` says of a log with one feature.
struct LogSummary {
    let observations: Int
    /// The cases that rules have answered, those included whose observations have been retired.
    let decided: Int
    let bytes: Int

    private struct Document: Decodable {
        struct Feature: Decodable {
            var observations: Int
            var versions: [Version]
        }

        struct Version: Decodable {
            var path: String
            var answers: [String: Int]
        }

        var bytes: Int
        var features: [Feature]
    }

    /// Asks about the log at `path`.
    init(_ path: String, _ setting: Setting) throws {
        let json = try ProcessRun.run(
            [setting.assay, "evidence", "--json", "--evidence", path], in: setting
        ).output
        let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
        observations = document.features.map(\.observations).reduce(0, +)
        decided = document.features.flatMap(\.versions).filter { $0.path == "heuristic" }
            .flatMap(\.answers.values).reduce(0, +)
        bytes = document.bytes
    }
}
