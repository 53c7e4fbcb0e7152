import Foundation
import Testing

/// The advisor at the terminal, without one, and by flags.
struct AdviseTests {
    private static let answers = """
        assessment: refunds
        questionnaire: four-factor
        answers:
          - { item: shape, answer: 0, by: "ana" }
          - { item: known_logic, answer: 1, by: "ana" }
          - { item: stranger, answer: 3, by: "ana" }
          - { item: noise, answer: 3, by: "ana" }
          - { item: stability, answer: 3, by: "ana" }
          - { item: wrong_cost, answer: 1, by: "ana" }
          - { item: undo, answer: 1, by: "ana" }
          - { item: latency, answer: 1, by: "ana" }
          - { item: privacy, answer: 1, by: "ana" }
          - { item: payback, answer: 1, by: "ana" }
          - { item: volume, answer: 2, by: "ana" }

        """

    @Test func `an interview by lines asks, explains, goes back and ends with the advice`()
        async throws
    {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            try await transcript.run(
                "advise", "invoices", "--by", "ana",
                input: .text("?\nhello\n0\nb\nn it is in the ledger\n2\n"))
            try transcript.expectGolden("advise-lines")
            let saved = try workspace.text("Rules/invoices/assessment.yaml")
            #expect(saved.contains(#"answer: 2, by: "ana", note: "it is in the ledger""#))
            #expect(saved.contains("outcome: not-a-decision-problem"))
        }
    }

    @Test func `an interview that was broken off goes on where it was`() async throws {
        try await Workspace.with { workspace in
            let first = try await workspace.assay(
                "advise", "refunds", "--by", "ana", input: .text("0\n1\nq\n"))
            #expect(first.exitCode == 0 && first.text.isEmpty)
            #expect(first.errors.contains("refunds: stopped for now"))
            let second = try await workspace.assay(
                "advise", "refunds", "--by", "ana", input: .text("q\n"))
            #expect(second.errors.hasPrefix("refunds · question 3\n"))
        }
    }

    @Test func `answers from a file give the advice, its sources and what it rests on`()
        async throws
    {
        try await Workspace.with { workspace in
            try workspace.write("answers.yaml", Self.answers)
            var transcript = Transcript(workspace)
            try await transcript.run(
                "advise", "refunds", "--answers", "answers.yaml", "--sources")
            try await transcript.run("advise", "refunds", "--answers", "answers.yaml", "--json")
            try transcript.expectGolden("advise-answers")
        }
    }

    @Test
    func `a later answer says what it changed and why, and people who differ are named first`()
        async throws
    {
        try await Workspace.with { workspace in
            try workspace.write("answers.yaml", Self.answers)
            let first = try await workspace.assay(
                "advise", "refunds", "--answers", "answers.yaml")
            #expect(first.exitCode == 0 && !first.text.contains("What changed"))
            let file = "Rules/refunds/assessment.yaml"
            try workspace.write("old.yaml", try workspace.text(file))
            try workspace.edit(
                file, #"item: privacy, answer: 1, by: "ana""#,
                #"item: privacy, answer: 4, by: "ana", note: "legal said no""#)
            var transcript = Transcript(workspace)
            try await transcript.run("advise", "--diff", "old.yaml", file)
            try await transcript.run("advise", "--diff", "old.yaml", file, "--json")
            try await transcript.run("advise", "--diff", "old.yaml", "old.yaml")
            try await transcript.run("advise", "refunds", "--answer", "privacy=1", "--by", "bo")
            try transcript.expectGolden("advise-changes")
        }
    }

    @Test func `payback is computed from three amounts, and shown with its arithmetic`()
        async throws
    {
        try await Workspace.with { workspace in
            try workspace.write("answers.yaml", Self.answers)
            let by = ["--by", "cy"]
            _ = try await workspace.start(
                ["advise", "refunds", "--answers", "answers.yaml"] + by
            ).outcome()
            try workspace.edit(
                "Rules/refunds/assessment.yaml", "  - { item: payback, answer: 1, by: \"ana\" }\n",
                "")
            let asked = try await workspace.assay(
                "advise", "refunds", "--by", "ana",
                input: .text("$ 9\nn in euros\n$ 90000 5000 2000\n"))
            #expect(
                asked.errors.contains("$  or three amounts: to build it once, brought in a month"))
            #expect(asked.errors.contains("Three amounts, such as 20000 6000 1000"))
            let words = asked.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(
                words.contains(
                    "Payback Within five years: 90000 / (5000 - 2000) = 30 months; in euros (ana)"),
                "\(words)")
            let flag = try await workspace.assay(
                "advise", "refunds", "--answer", "payback=1/2/2", "--by", "ana")
            #expect(flag.text.contains("Never: 2 a month is not more than 2 of upkeep (ana)"))
        }
    }

    @Test func `past forecasts are scored once the evidence has settled them`() async throws {
        try await Workspace.with { workspace in
            try FileManager.default.copyItem(
                at: Workspace.root.appending(path: "Rules"), to: workspace.url("Rules"))
            let file = "Rules/flight-delay/assessment.yaml"
            let text = try workspace.text(file)
            let answers = try #require(text.firstRange(of: "forecasts:"))
            try workspace.write(
                file,
                text[..<answers.lowerBound]
                    + """
                    forecasts:
                      - { on: 2026-05-04, by: ana, outcome: rules-first, decided_by: rules, model_earns: 0.3 }
                      - { on: 2026-05-05, by: bo, outcome: model, decided_by: signal, model_earns: 0.8 }
                      - { on: 2026-05-06, by: bo, outcome: heuristic, decided_by: rules, model_earns: 0.1 }
                      - { on: 2999-01-01, by: cy, outcome: heuristic, decided_by: rules, model_earns: 0 }

                    """)
            let replay = try await workspace.assay("replay", "Rules/flight-delay")
            try #require(replay.exitCode == 0, "\(replay.errors)")
            var transcript = Transcript(workspace)
            let features = ["Rules/flight-delay", "Rules/auto-refund"]
            // (0.3² + 0.8² + 0.1²)/3 by all, (0.8² + 0.1²)/2 by bo: the rules stayed.
            try await transcript.run("advise", "--score", features[0], features[1])
            try await transcript.run("advise", "--score", features[0], features[1], "--json")
            try transcript.expectGolden("advise-score")
        }
    }

    @Test func `what cannot be advised on is said, and nothing is lost`() async throws {
        try await Workspace.with { workspace in
            let file = "Rules/refunds/assessment.yaml"
            try workspace.write(
                file,
                """
                assessment: refunds
                questionnaire: four-factor
                version: "00000000"
                answers:
                  - { item: wrong_cost, answer: 0, by: "ana" }
                  - { item: undo, answer: 4, by: "ana" }

                """)
            try workspace.write(
                "bad.yaml",
                """
                assessment: refunds
                answers:
                  - { item: wrong_costs, answer: 0 }
                  - { item: undo, answer: 7 }
                  - { item: noise }
                forecasts:
                  - { on: soon, by: a, outcome: model, decided_by: error, model_earns: 2 }

                """)
            try workspace.write("questions.yaml", "questionnaire: ours\nfactors: []\n")
            try workspace.write(
                "other.yaml", "assessment: refunds\nquestionnaire: launch\nanswers: []\n")
            var transcript = Transcript(workspace)
            for arguments in [
                [""], ["Rules"], ["Rules/"], ["no name"], [], ["a", "b"],
                ["refunds", "--answers", "bad.yaml"], ["refunds", "--answers", "other.yaml"],
                ["refunds", "--answers", "none.yaml"],
                ["refunds", "--answer", "undo=5"], ["refunds", "--answer", "undoo=1"],
                ["refunds", "--questionnaire", "questions.yaml"], ["--diff", "bad.yaml"],
                ["--web", "--score"], ["--score", "refunds"], ["--score", "nothing"],
                ["refunds", "--answer", "notice=unknown", "--by", "bo"],
            ] {
                let outcome = try await workspace.start(["advise"] + arguments).outcome()
                transcript.add(["advise"] + arguments, outcome)
            }
            try transcript.expectGolden("advise-refused")
            #expect(try workspace.text(file).contains(#"item: undo, answer: 4, by: "ana""#))
        }
    }
}
