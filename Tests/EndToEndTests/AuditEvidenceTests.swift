import Foundation
import Testing

/// Thresholds that were frozen, labels that changed, and times without a case, as `assay audit` has them.
struct AuditEvidenceTests {
    private static let folder = "Rules/notes"

    /// 400 notes of two groups; every second one says now, which the rule is right about.
    private static func write(to workspace: Workspace) throws {
        try workspace.write(
            "\(folder)/feature.yaml",
            """
            feature: notes
            questions: [{ name: urgent, type: predicate, instructions: Urgent? }]
            fields: { text: { type: string, from: $text } }
            paths:
              heuristic: { rules: rules.yaml }
              model: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: m }
            outcome: { depends_on_answer: no, effective: latest-human }
            economics: { wrong: { default: 1 }, fail: 1, worth_having: 0.1 }
            datasets: { training: train.jsonl }
            audits: { thresholds: { A3.flagged-share: 0.9 } }
            """)
        try workspace.write(
            "\(folder)/rules.yaml",
            """
            rules:
              - { id: now, condition: 'text.contains("now")', output: true }
            otherwise: false
            """)
        let texts = (0..<400).map { text($0) }
        let cases = texts.enumerated().map {
            #"{"id":"\#($0)","text":"\#($1)","groups":{"region":"\#(group($0))"}}"#
        }
        try workspace.write("\(folder)/traffic.jsonl", cases.joined(separator: "\n"))
        try workspace.write(
            "\(folder)/train.jsonl",
            texts.prefix(200).map { #"{"text":"\#($0)"}"# }.joined(separator: "\n"))
        try workspace.write("right.jsonl", labels { isNow($0) })
    }

    private static func isNow(_ number: Int) -> Bool { number.isMultiple(of: 2) }
    private static func group(_ number: Int) -> String { number % 4 < 2 ? "north" : "south" }
    private static func text(_ number: Int) -> String {
        "note \(number) of parcel \(number * 7) \(isNow(number) ? "now" : "later")"
    }

    private static func labels(by rater: String = "ann", _ truth: (Int) -> Bool) -> String {
        (0..<400).map {
            #"{"id":"\#($0)","value":\#(truth($0)),"source":"human","rater":"\#(rater)"}"# + "\n"
        }.joined()
    }

    private func audit(
        _ workspace: Workspace, _ options: String...
    ) async throws -> AuditReport.Finding {
        try await AuditReport.finding(of: Self.folder, in: workspace, options)
    }

    @Test func `a threshold that is edited after the plan counts from the next plan on`()
        async throws
    {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            _ = try await workspace.assay("replay", Self.folder, "--only", "heuristic")
            _ = try await workspace.assay("outcomes", "import", Self.folder, "right.jsonl")
            let plan = try await workspace.assay("plan", Self.folder)
            #expect(plan.exitCode == 0, "\(plan.errors)")
            #expect(
                try workspace.read("\(Self.folder)/plan.yaml").contains(#""A3.flagged-share": 0.9"#)
            )
            try workspace.edit(
                "\(Self.folder)/feature.yaml", "flagged-share: 0.9", "flagged-share: 0.1")
            let frozen = try await audit(workspace, "--only", "A3")
            #expect(frozen.estimate == 0.5)
            #expect(frozen.status == "watch")
            #expect(frozen.threshold?.value == 0.9)
            #expect(frozen.threshold?.source.contains("feature.yaml now says 0.1") == true)
            let verdict = try await workspace.assay("verdict", Self.folder)
            #expect(verdict.text.contains("plan"), "\(verdict.text)")
            _ = try await workspace.assay("plan", Self.folder)
            let renewed = try await audit(workspace, "--only", "A3")
            #expect(renewed.status == "fires")
            #expect(renewed.threshold?.value == 0.1)
        }
    }

    @Test func `labels that people changed count as they are now, and once`() async throws {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            try workspace.write(
                "flipped.jsonl", Self.labels { Self.isNow($0) == (Self.group($0) == "north") })
            // The same lines again would be no news.
            try workspace.write("again.jsonl", Self.labels(by: "ben") { Self.isNow($0) })
            _ = try await workspace.assay("replay", Self.folder, "--only", "heuristic")
            var found: [AuditReport.Finding] = []
            for labels in ["right.jsonl", "flipped.jsonl", "again.jsonl"] {
                let changed = try await workspace.assay(
                    "outcomes", "import", Self.folder, labels)
                #expect(changed.exitCode == 0, "\(changed.errors)")
                found.append(try await audit(workspace, "--only", "A7"))
            }
            #expect(found.map(\.status) == ["ok", "fires", "ok"])
            #expect(found[1].sentence.contains("to region `south` 100 points less often"))
            #expect(found[0].sentence == found[2].sentence)
        }
    }

    @Test func `a time without a case is said, and is no want of groups or people`() async throws {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            _ = try await workspace.assay("replay", Self.folder, "--only", "heuristic")
            for (id, sentence) in [
                ("A7", "No case has been logged since 2090-01-01."),
                ("A10", "Nobody has been served since 2090-01-01."),
            ] {
                let found = try await audit(workspace, "--only", id, "--since", "2090-01-01")
                #expect(found.status == "cannot-tell")
                #expect(found.sentence == sentence)
                #expect(found.missing.map(\.what) == ["cases since then"])
            }
        }
    }
}
