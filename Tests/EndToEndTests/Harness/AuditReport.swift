import Foundation
import Testing

/// What `assay audit --json` says, as far as tests look at it.
struct AuditReport: Decodable {
    struct Threshold: Decodable {
        var value: Double
        var source: String
    }

    struct Missing: Decodable {
        var what: String
    }

    struct Part: Decodable {
        var name: String
        var status: String
        var n: Int
        var note: String?
    }

    struct Finding: Decodable {
        var id: String
        var status: String
        var sentence: String
        var n: Int
        var estimate: Double?
        var threshold: Threshold?
        var advice: String?
        var missing: [Missing]
        var parts: [Part]
    }

    var schema: String
    var observations: Int
    var audits: [Finding]

    /// The one finding of an audit of `folder` with `options`.
    static func finding(
        of folder: String, in workspace: Workspace, _ options: [String],
        environment: [String: String] = [:]
    ) async throws -> Finding {
        let outcome = try await workspace.start(
            ["audit", folder, "--json"] + options, environment: environment
        ).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let report = try JSONDecoder().decode(AuditReport.self, from: Data(outcome.text.utf8))
        #expect(report.audits.count == 1)
        return try #require(report.audits.first)
    }
}
