import CurlTransport
import Foundation
import TestSupport
import Testing

/// `assay check` on what the advisor reads: a company's own questions, and answers to them.
struct CheckAdvisorTests {
    private static let questions = """
        questionnaire: ours
        factors:
          - { id: rules, title: Rule, high: somebody knows it, score: weakest, source: ours }
        items:
          - id: known
            factor: rules
            ask: Is there a rule?
            why: Rules are cheap.
            who: the team
            source: ours
            effort: minutes
            find_out: ask
            answers:
              0: { means: Taste, example: wine }
              1: { means: Hints, example: tone }
              2: { means: Half, example: keyword }
              3: { means: Nearly, example: policy }
              4: { means: Written, example: law }
        gates:
          - { id: rule, when: { rules: [3, 4] }, outcome: heuristc, says: Write it., decided_by: rules,
              model_earns: 0.1, source: ours }

        """

    @Test func `a questionnaire of one's own is written, checked, asked and checked again`()
        async throws
    {
        try await Workspace.with { workspace in
            try workspace.write("ours.yaml", Self.questions)
            var transcript = Transcript(workspace)
            #expect(try await transcript.run("check", "ours.yaml").exitCode == 65)
            try workspace.edit("ours.yaml", "heuristc", "heuristic")
            #expect(try await transcript.run("check", "ours.yaml").exitCode == 65)
            try workspace.write(
                "ours.yaml",
                try workspace.text("ours.yaml")
                    + "  - { id: rest, outcome: model, says: Try it., decided_by: rules, "
                    + "model_earns: 0.5, source: ours }\n")
            try await transcript.run("check", "ours.yaml")
            try await transcript.run(
                "advise", "menus", "--questionnaire", "ours.yaml", "--answer", "known=1", "--by",
                "ana")
            #expect(try await transcript.run("check", "Rules/menus").exitCode == 65)
            try await transcript.run("check", "Rules/menus", "--questionnaire", "ours.yaml")
            try transcript.expectGolden("check-questionnaire")

            let transport = try CurlTransport()
            try await Serving.with("--questionnaire", "ours.yaml", in: workspace) { server in
                let page = try await transport.send(
                    HTTPRequest(.get, server.base + "/advise/cellar?by=ana", timeouts: .patient))
                #expect(String(decoding: page.body, as: UTF8.self).contains("Is there a rule?"))
            }
            await transport.shutdown()
        }
    }

    @Test func `answers in a feature's folder, or in a proposal's, are checked with it`()
        async throws
    {
        try await Workspace.with { workspace in
            try FileManager.default.copyItem(
                at: Workspace.root.appending(path: "Rules"), to: workspace.url("Rules"))
            for feature in ["flight-delay", "auto-refund"] {
                try workspace.edit("Rules/\(feature)/launch.yaml", "item: value", "item: valeu")
            }
            try workspace.edit(
                "Rules/auto-refund/assessment.yaml", "item: exceptions, answer: 2",
                "item: exceptions, answer: 0")
            try workspace.edit(
                "Rules/auto-refund/assessment.yaml", "item: known_logic, answer: 2",
                "item: known_logic, answer: 4")
            var transcript = Transcript(workspace)
            try await transcript.run("check", "Rules/flight-delay")
            try await transcript.run("check", "Rules/auto-refund")
            try await transcript.run("check", "Rules/auto-refund/launch.yaml", "--json")
            try await transcript.run("check", "Rules/duplicate-hint")
            try transcript.expectGolden("check-answers")
        }
    }
}
