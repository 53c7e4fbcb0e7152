import Foundation
import Testing

/// Where teams forget that a test question stands: each place planted, found and named.
struct ContaminationTests {
    private static let folder = "Rules/desk"

    /// A test question; no two of which share a run of words.
    private static func question(_ number: Int) -> String {
        "word\(number)a word\(number)b about word\(number)c and word\(number)d"
    }

    private static func write(to workspace: Workspace) throws {
        try workspace.write(
            "\(folder)/feature.yaml",
            """
            feature: desk
            questions: [{ name: urgent, type: predicate, instructions: Urgent? }]
            fields: { text: { type: string, from: $text } }
            paths:
              heuristic: { rules: rules.yaml }
              model: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: m, prompt: prompt.md }
            outcome: { depends_on_answer: no }
            datasets: { eval: eval.jsonl, training: [train.jsonl] }
            """)
        try workspace.write(
            "\(folder)/rules.yaml",
            """
            lists:
              phrases: { words: [hurry, "\(question(2))"] }
              known: { ids: [eval-3-of-may] }
            rules:
              - { id: now, condition: 'phrases(text) || known(text)', output: true }
            otherwise: false
            """)
        try workspace.write(
            "\(folder)/rules.test.yaml",
            """
            tests:
              - { name: calm, input: { text: "\(question(1))" }, expect: false }
            """)
        try workspace.write(
            "\(folder)/prompt.md", "You sort messages.\n\n- \(question(0)) -> true\n---\n{{text}}\n"
        )
        let rows = (0..<40).map {
            #"{"id":"eval-\#($0)-of-may","text":"\#(question($0))","time":"2026-01-01"}"#
        }
        try workspace.write("\(folder)/eval.jsonl", rows.joined(separator: "\n"))
        try workspace.write("\(folder)/train.jsonl", #"{"text":"nothing of the kind at all"}"#)
    }

    private func audit(_ workspace: Workspace) async throws -> AuditReport.Finding {
        try await AuditReport.finding(of: Self.folder, in: workspace, ["--only", "A3"])
    }

    @Test func `the prompt, lists of words and ids and a copied test are named by file and line`()
        async throws
    {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            let found = try await audit(workspace)
            #expect(found.status == "fires")
            #expect(found.estimate == 0.1)
            for (name, place) in [
                ("prompt", "prompt.md:3"), ("word list", "rules.yaml:2"),
                ("ids in the rules", "rules.yaml:3"), ("rule test", "rules.test.yaml:2"),
            ] {
                let part = try #require(found.parts.first { $0.name == name }, "\(name)")
                #expect(part.status == "watch")
                #expect(part.note?.contains("\(Self.folder)/\(place)") == true, "\(part)")
            }
        }
    }

    @Test func `a recording counts where a path learnt from it`() async throws {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            try workspace.write("\(Self.folder)/prompt.md", "You sort messages.\n---\n{{text}}\n")
            try workspace.write("\(Self.folder)/rules.test.yaml", "tests: []\n")
            try workspace.write(
                "\(Self.folder)/rules.yaml",
                "rules: [{ id: a, condition: 'text == \"\"', output: true }]\notherwise: false\n")
            #expect(try await audit(workspace).status == "ok")
            try await MockModel.with({ _, _ in [MockModel.say("true")] }) { model in
                _ = try await workspace.assay(
                    "replay", Self.folder, "\(Self.folder)/eval.jsonl", "--only", "model",
                    "--record", environment: model.environment)
            }
            let recorded = try await audit(workspace)
            #expect(recorded.status == "ok")
            let part = try #require(recorded.parts.first { $0.name == "recorded answers" })
            #expect(part.note?.contains("answers.jsonl answers 40 test questions") == true)
            try workspace.edit(
                "\(Self.folder)/feature.yaml", "[train.jsonl]", "[train.jsonl, answers.jsonl]")
            let learnt = try await audit(workspace)
            #expect(learnt.status == "fires")
            #expect(learnt.estimate == 1)
            #expect(learnt.advice?.contains("has a recorded answer in answers.jsonl:") == true)
        }
    }

    @Test
    func `rules that were changed after the questions were known are held against younger ones`()
        async throws
    {
        try await Workspace.with { workspace in
            try Self.write(to: workspace)
            try workspace.write("\(Self.folder)/prompt.md", "You sort messages.\n---\n{{text}}\n")
            try workspace.write("\(Self.folder)/rules.test.yaml", "tests: []\n")
            let plain =
                "rules: [{ id: a, condition: 'text == \"\"', output: true }]\notherwise: false\n"
            try workspace.write("\(Self.folder)/rules.yaml", plain)
            // Half of the questions are from before the change, half from long after it.
            let rows = (0..<80).map { number in
                let isOld = number < 40
                return
                    #"{"text":"\#(Self.question(number))","time":"\#(isOld ? 2020 : 2090)-01-01","#
                    + #""correct":\#(isOld || number.isMultiple(of: 2))}"#
            }
            try workspace.write("\(Self.folder)/eval.jsonl", rows.joined(separator: "\n"))
            try workspace.write(
                "\(Self.folder)/traffic.jsonl",
                #"{"id":"1","text":"a case of its own","outcome":false}"#)
            for rules in [plain, plain.replacing("\"\"", with: "\"tuned\"")] {
                try workspace.write("\(Self.folder)/rules.yaml", rules)
                _ = try await workspace.assay("replay", Self.folder, "--only", "heuristic")
            }
            let found = try await audit(workspace)
            #expect(found.status == "watch")
            #expect(found.sentence.contains("`heuristic` is right on 100% of the questions"))
            let today = String(Date.now.ISO8601Format().prefix(7))
            let part = try #require(found.parts.first { $0.name.hasPrefix("heuristic: accuracy") })
            #expect(part.note?.contains("changed on \(today)") == true, "\(part)")
        }
    }
}
