import Foundation

/// What `assay evidence --json` says of a log with one feature.
struct LogSummary {
    let observations: Int
    let bytes: Int

    private struct Document: Decodable {
        struct Feature: Decodable {
            var observations: Int
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
        bytes = document.bytes
    }
}
