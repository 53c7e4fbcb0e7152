import Foundation
import Testing

/// `assay probe`: what labelled data and the log say of the four factors.
struct ProbeTests {
    /// Two hundred cases with a semicolon between the columns: dear ones are late, as are most of
    /// those that it says `fragile` of.
    private static let cases: String = {
        let lines = (0..<200).map { row in
            let amount = row * 37 % 100
            let isFragile = row * 13 % 5 == 0
            let isLate = amount > 70 || isFragile && row % 3 > 0
            return "\(row);\(amount);\(isFragile ? "fragile" : "");2026-01-\(10 + row / 10);"
                + (isLate ? "late" : "on time")
        }
        return "id;amount;note;day;outcome\n" + lines.joined(separator: "\n") + "\n"
    }()

    private static let filled =
        "Rules/parcels/assessment.yaml: measured known_logic 3, exceptions 3, fields 3, labels 2\n"

    /// What other programs read.
    private struct ProbeJSON: Decodable {
        struct Estimate: Decodable { let estimate: Double }
        struct Permutation: Decodable {
            let p: Double
            let rounds: Int
        }
        struct Signal: Decodable {
            let lift: Estimate
            let permutation: Permutation
        }
        let schema: String
        let signal: Signal
    }

    @Test func `a file of cases is measured, and the measurements answer the questions`()
        async throws
    {
        try await Workspace.with { workspace in
            try workspace.write("cases.csv", Self.cases)
            var transcript = Transcript(workspace)
            try await transcript.run("probe", "cases.csv", "--label", "outcome", "--time", "day")
            try transcript.expectGolden("probe")
            let filled = try await workspace.assay(
                "probe", "cases.csv", "--label", "outcome", "--json", "--assessment", "parcels")
            #expect(filled.errors == Self.filled)
            let json = try JSONDecoder().decode(ProbeJSON.self, from: Data(filled.text.utf8))
            #expect(json.schema == "assay.probe/1")
            #expect(json.signal.permutation.p == 1.0 / 1_001)
            #expect(json.signal.permutation.rounds == 1_000)
            #expect(abs(json.signal.lift.estimate - 0.25) < 0.05)
            let assessment = try workspace.read("Rules/parcels/assessment.yaml")
            #expect(assessment.contains(#"{ item: fields, answer: 3, by: "probe", measured: "#))
            let advice = try await workspace.assay("advise", "parcels", "--json")
            #expect(advice.text.contains(#""by":"measured""#))
        }
    }

    @Test func `the log is measured`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            _ = try await workspace.assay("replay", Parcels.folder, "--only", "heuristic")
            var transcript = Transcript(workspace)
            try await transcript.run("probe", Parcels.folder)
            let json = try await workspace.assay("probe", "--feature", "parcels", "--json")
            #expect(json.text.hasPrefix(#"{"schema":"assay.probe/1","source":"evidence""#))
            try await transcript.run("probe", Parcels.folder, "--assessment", "mine.yaml")
            try transcript.expectGolden("probe-evidence")
            #expect(try workspace.read("mine.yaml").contains("item: exceptions"))
        }
    }

    @Test func `what cannot be probed is said`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write("cases.csv", Self.cases)
            try workspace.write("empty.jsonl", "")
            try workspace.write("bad.jsonl", "{\"a\":1}\n[1]\n")
            try workspace.write("short.csv", "a,b\n1,2\n3\n")
            try workspace.write("few.jsonl", String(repeating: "{\"a\":1,\"b\":2}\n", count: 7))
            var transcript = Transcript(workspace)
            for arguments in [
                [], ["nowhere.csv", "--label", "x"], ["cases.csv"],
                ["cases.csv", "--label", "outcom"], ["cases.csv", "--label", "note"],
                ["cases.csv", "--label", "outcome", "--time", "dy"],
                ["empty.jsonl", "--label", "x"], ["bad.jsonl", "--label", "a"],
                ["short.csv", "--label", "a"], ["few.jsonl", "--label", "a"],
                [Parcels.folder], [Parcels.folder, "--label", "x"],
                ["cases.csv", "--feature", "parcels"], ["--feature", "nowhere"],
                ["cases.csv", "--label", "outcome", "--assessment", "a b"],
            ] {
                let outcome = try await workspace.start(["probe"] + arguments).outcome()
                transcript.add(["probe"] + arguments, outcome)
            }
            try transcript.expectGolden("probe-errors")
        }
    }
}
