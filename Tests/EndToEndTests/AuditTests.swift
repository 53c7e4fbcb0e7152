import Foundation
import Testing

/// `assay audit` as its readers see it; what it computes is tested elsewhere.
struct AuditTests {
    private struct Verdict: Decodable {
        struct Audit: Decodable {
            var id: String
            var status: String
            var sentence: String
        }

        var verdict: String
        var audits: [Audit]
    }

    private static let folder = "Rules/notes"

    /// A feature with 60 cases of which the training data holds every second one.
    private static func write(to workspace: Workspace) throws {
        try workspace.write(
            "\(folder)/feature.yaml",
            """
            feature: notes
            questions: [{ name: urgent, type: predicate, instructions: Urgent? }]
            fields: { text: { type: string, from: $text } }
            paths: { heuristic: { rules: rules.yaml } }
            outcome: { depends_on_answer: no }
            datasets: { training: train.jsonl }
            """)
        try workspace.write(
            "\(folder)/rules.yaml",
            """
            rules:
              - { id: now, condition: 'text.contains("now")', output: true }
            otherwise: false
            """)
        let texts = (0..<60).map { "note \($0) about parcel \($0 * 7) in street \($0 * 3)" }
        let cases = texts.enumerated().map {
            #"{"id":"\#($0)","text":"\#($1)","outcome":false}"#
        }
        try workspace.write("\(folder)/traffic.jsonl", cases.joined(separator: "\n"))
        let rows = texts.enumerated().filter { $0.offset.isMultiple(of: 2) }.map {
            #"{"text":"\#($0.element.uppercased())!"}"#
        }
        try workspace.write("\(folder)/train.jsonl", rows.joined(separator: "\n"))
    }

    @Test func `test questions in the training data fire, close the gate and reach the verdict`()
        async throws
    {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            _ = try await workspace.assay("replay", Self.folder)
            let outcome = try await workspace.start(
                ["audit", Self.folder, "--gate", "--json"]
            ).outcome()
            #expect(outcome.exitCode == 3)
            let report = try JSONDecoder().decode(AuditReport.self, from: Data(outcome.text.utf8))
            #expect(report.schema == "assay.audit/1")
            #expect(report.observations == 60)
            let found = try #require(report.audits.first { $0.id == "A3" })
            #expect(found.status == "fires")
            #expect(found.estimate == 0.5)
            #expect(report.audits.first { $0.id == "A7" }?.status == "cannot-tell")
            let verdict = try await workspace.start(
                ["verdict", Self.folder, "--json"]
            ).outcome()
            let decided = try JSONDecoder().decode(Verdict.self, from: Data(verdict.text.utf8))
            #expect(decided.verdict == "not-yet-known")
            #expect(decided.audits.contains { $0.id == "A3" && $0.status == "fires" })
        }
    }

    @Test func `large data sets are to a verdict what the last audit found in them`() async throws {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            _ = try await workspace.assay("replay", Self.folder)
            let training = "\(Self.folder)/train.jsonl"
            let padding = String(repeating: "x", count: 200_000)
            let padded = try workspace.read(training)
                .replacing(#"{"text""#, with: #"{"other":"\#(padding)","text""#)
            try workspace.write(training, padded)
            func found() async throws -> Verdict.Audit {
                let outcome = try await workspace.start(
                    ["verdict", Self.folder, "--json"]
                ).outcome()
                let verdict = try JSONDecoder().decode(Verdict.self, from: Data(outcome.text.utf8))
                return try #require(verdict.audits.first { $0.id == "A3" })
            }
            #expect(try await found().sentence.contains("not been audited as they are now"))
            _ = try await workspace.assay("audit", Self.folder)
            let audited = try await found()
            #expect(audited.status == "fires")
            #expect(audited.sentence.contains("`assay audit` of 20"))
            try workspace.edit(training, "NOTE 2 ABOUT", "NOTE 2 IS ABOUT")
            #expect(try await found().status == "cannot-tell")
        }
    }

    @Test func `every format says the same, and wrong usage says what there is`() async throws {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            _ = try await workspace.assay("replay", Self.folder)
            var transcript = Transcript(workspace)
            for option in ["--markdown", "--junit", "--detail"] {
                try await transcript.run("audit", Self.folder, "--only", "A3,A7", option)
            }
            try await transcript.run("audit", Self.folder, "--only", "A77")
            try await transcript.run("audit", Self.folder, "--since", "yesterday")
            try workspace.edit(
                "\(Self.folder)/feature.yaml", "datasets:",
                "audits: { thresholds: { A7.rate-gab: 0.1 } }\ndatasets:")
            try await transcript.run("audit", Self.folder)
            try workspace.write("\(Self.folder)/train.jsonl", "{\"text\": nope}\n")
            try workspace.edit("\(Self.folder)/feature.yaml", "rate-gab", "rate-gap")
            try await transcript.run("audit", Self.folder)
            try transcript.expectGolden("audit")
        }
    }
}
