import Foundation
import Testing

/// Cassettes: `--record`, and replay without a network.
struct RecordingTests {
    private static let cassette = "\(Parcels.folder)/answers.jsonl"

    @Test func `a recording gives the answers, latencies and prices of then`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            try await Self.record(workspace)
            let live = try await workspace.export().answers(of: "model")
            let replayed = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "again.sqlite")
            #expect(replayed.exitCode == 0)
            #expect(replayed.text.contains("20 answered, from a recording"))
            let recorded = try await workspace.export(evidence: "again.sqlite").answers(of: "model")
            #expect(live.count == 20)
            #expect(live.allSatisfy { $0.answer.recorded == nil })
            #expect(recorded.allSatisfy { $0.answer.recorded == true })
            let unmarked = recorded.map { entry in
                var entry = entry
                entry.answer.recorded = nil
                return entry
            }
            let order: (ExportedAnswer, ExportedAnswer) -> Bool = { $0.caseID < $1.caseID }
            #expect(unmarked.sorted(by: order) == live.sorted(by: order))
            #expect(live.allSatisfy { $0.answer.price_nanousd == 1_000_000 })
        }
    }

    private static func record(_ workspace: Workspace, limit: Int = 1000) async throws {
        try await MockModel.with { model in
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "--record", "--note", "a mock", "--limit", "\(limit)",
                environment: model.environment)
            try #require(outcome.exitCode == 0, "\(outcome.errors)")
        }
    }

    @Test func `a recording is used instead of a model that could be asked`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 5)
            try await Self.record(workspace)
            try await MockModel.with { model in
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--recorded", "--evidence", "again.sqlite", "--json",
                    environment: model.environment
                ).report()
                #expect(report.paths["model"]?.recorded == 5)
                #expect(model.journal.isEmpty)
            }
        }
    }

    @Test func `a recording goes on where it stopped`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 9)
            try await Self.record(workspace, limit: 4)
            try await Self.record(workspace)
            let report = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "again.sqlite", "--json"
            ).report()
            #expect(report.paths["model"]?.recorded == 9)
            #expect(report.paths["model"]?.answered == 9)
        }
    }

    @Test func `a case that the recording lacks is a counted failure`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 6)
            try await Self.record(workspace, limit: 4)
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "--evidence", "again.sqlite")
            try transcript.expectGolden("recording-incomplete")
            let failures = try await workspace.export(evidence: "again.sqlite")
                .failures(of: "model")
            #expect(failures == ["5": "not_recorded", "6": "not_recorded"])
        }
    }

    @Test func `a stale recording is an error that says what has changed`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3)
            try await Self.record(workspace)
            var transcript = Transcript(workspace)
            let feature = "\(Parcels.folder)/feature.yaml"
            try workspace.edit(feature, "mock-1", "mock-2")
            try await transcript.run("replay", Parcels.folder, "--evidence", "again.sqlite")
            try workspace.edit(feature, "mock-2", "mock-1")
            try workspace.edit("\(Parcels.folder)/prompt.md", "Who decides", "Who then decides")
            try await transcript.run("replay", Parcels.folder, "--evidence", "again.sqlite")
            try await transcript.run(
                "replay", Parcels.folder, "--evidence", "again.sqlite", "--record",
                environment: ["ASSAY_MODEL_URL": "http://127.0.0.1:9/v1"])
            try await transcript.run(
                "replay", Parcels.folder, "--evidence", "again.sqlite", "--only", "heuristic")
            try transcript.expectGolden("recording-stale")
        }
    }

    @Test func `a last line that a crash cut off is asked for again`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4)
            try await Self.record(workspace)
            let whole = try workspace.read(Self.cassette)
            try workspace.write(Self.cassette, String(whole.dropLast(30)))
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "again.sqlite", "--json")
            #expect(outcome.errors.contains("the last line was cut off"))
            #expect(try outcome.report().paths["model"]?.failures == ["not_recorded": 1])
        }
    }

    @Test(arguments: [
        ("garbage in the middle", 2, "this is no JSON"),
        ("an answer outside the choices", 3, #"{"input":"x","answers":[{"value":"reject"}]}"#),
        ("no header", 1, #"{"hello":"world"}"#),
    ])
    func `a damaged recording is named with its line`(
        name: String, line: Int, text: String
    ) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 5)
            try await Self.record(workspace)
            var lines = try workspace.read(Self.cassette).split(separator: "\n").map(String.init)
            lines[line - 1] = text
            try workspace.write(Self.cassette, lines.joined(separator: "\n") + "\n")
            let outcome = try await workspace.assay(
                "replay", Parcels.folder, "--evidence", "again.sqlite")
            #expect(outcome.exitCode == 65)
            #expect(outcome.errors.contains("answers.jsonl:\(line):"), "\(outcome.errors)")
        }
    }
}
