import Foundation
import Testing

/// `assay study verdict` as somebody runs it who doubts the verdicts.
struct VerdictStudyTests {
    private static let parts = "planned-equal,planned,rare-errors-150,cascade-300"

    @Test func `a few streams give the tables that they always gave`() async throws {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            let arguments = [
                "study", "verdict", "--only", Self.parts, "--streams", "12", "--seed", "7",
            ]
            let outcome = try await workspace.start(arguments).outcome()
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors.isEmpty)
            transcript.add(arguments, outcome)
            try transcript.expectGolden("study-verdict")
        }
    }

    private struct Report: Decodable {
        struct Scenario: Decodable {
            var scenario: String
            var streams: Int
            var promise: String
        }
        struct Interval: Decodable {
            var samples: Int
            var covered: Int
            var low: Double
            var high: Double
        }

        var schema: String
        var seed: String
        var streams: Int
        var scenarios: [Scenario]
        var intervals: [Interval]
        var cascades: [Scenario]
    }

    @Test func `programs get one object`() async throws {
        try await Workspace.with { workspace in
            let outcome = try await workspace.start([
                "study", "verdict", "--only", Self.parts, "--streams", "20", "--json",
            ]).outcome()
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.text.utf8))
            #expect(report.schema == "assay.verdict-study/1")
            #expect(report.seed == "1")
            #expect(report.streams == 20)
            #expect(report.scenarios.map(\.scenario) == ["planned-equal", "planned"])
            #expect(report.scenarios.allSatisfy { $0.streams == 20 })
            #expect(report.scenarios.map(\.promise).contains("too few streams"))
            #expect(report.intervals.count > 10)
            for interval in report.intervals where interval.samples > 0 {
                let measured = Double(interval.covered) / Double(interval.samples)
                #expect(interval.low <= measured && measured <= interval.high)
            }
            #expect(report.cascades.map(\.scenario) == ["cascade-300"])
        }
    }
}
