import Foundation
import Testing

/// `assay calibrate`: from outcomes to probabilities that mean something.
struct CalibrateTests {
    @Test func `the log and the file it came from give the same calibration`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            _ = try await workspace.assay("replay", Parcels.folder, "--only", "heuristic")
            var transcript = Transcript(workspace)
            try await transcript.run("calibrate", Parcels.folder)
            let fromLog = try workspace.read("\(Parcels.folder)/calibration.yaml")
            let traffic = "\(Parcels.folder)/traffic.jsonl"
            try await transcript.run("calibrate", Parcels.folder, "--traffic", traffic, "--json")
            #expect(try workspace.read("\(Parcels.folder)/calibration.yaml") == fromLog)
            try transcript.expectGolden("calibrate")
        }
    }

    @Test func `measured rules answer with what was measured, until they change`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            let rules = "\(Parcels.folder)/rules.yaml"
            try workspace.edit(rules, "output: review }", "output: review, confidence: measured }")
            _ = try await workspace.assay(
                "calibrate", Parcels.folder, "--traffic", "\(Parcels.folder)/traffic.jsonl")
            _ = try await workspace.assay("replay", Parcels.folder, "--only", "heuristic")
            let calibrated = try await workspace.assay("evidence", "export", Parcels.folder)
            // 20 of 30 dear parcels were reviewed, and half of all: (20 + 2 · 21/42) / 32.
            #expect(calibrated.text.contains(#""probabilities":{"approve":0.34"#))
            #expect(!calibrated.text.contains(#""calibration":null"#))
            try workspace.edit(rules, "amount > 10.0", "amount > 11.0")
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            let replay = try await transcript.run(
                "replay", Parcels.folder, "--only", "heuristic", "--evidence", "new.sqlite")
            #expect(replay.exitCode == 0)
            let stale = try await workspace.assay(
                "evidence", "export", Parcels.folder, "--evidence", "new.sqlite")
            #expect(stale.text.contains(#""calibration":null"#))
            #expect(!stale.text.contains(#""probabilities":{"#))
            try transcript.expectGolden("calibrate-stale")
        }
    }

    @Test func `a dry run writes nothing`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            let run = try await workspace.assay(
                "calibrate", Parcels.folder, "--traffic", "\(Parcels.folder)/traffic.jsonl",
                "--dry-run")
            #expect(run.exitCode == 0)
            #expect(!workspace.exists("\(Parcels.folder)/calibration.yaml"))
        }
    }

    @Test func `without outcomes there is nothing to measure, and the reader is told why`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write("cases.jsonl", #"{"id":"x","text":"p","amount":3}"# + "\n")
            var transcript = Transcript(workspace)
            try await transcript.run("calibrate", Parcels.folder)
            try await transcript.run("calibrate", Parcels.folder, "--traffic", "cases.jsonl")
            try await transcript.run("calibrate", Parcels.folder, "--traffic", "missing.jsonl")
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", "matures_after: 0s", "matures_after: 7d")
            try await transcript.run(
                "calibrate", Parcels.folder, "--traffic", "\(Parcels.folder)/traffic.jsonl")
            try transcript.expectGolden("calibrate-nothing")
        }
    }
}
