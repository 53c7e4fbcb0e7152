import Foundation
import Testing

/// `assay sequence` as a product manager meets it.
struct SequenceTests {
    /// The shipped examples, with their evidence where the test asks for it.
    private static func withExamples(
        replayed: Bool, _ body: (Workspace) async throws -> Void
    ) async throws {
        try await Workspace.with { workspace in
            try FileManager.default.copyItem(
                at: Workspace.root.appending(path: "Rules"), to: workspace.url("Rules"))
            if replayed {
                for feature in ["support-triage", "flight-delay"] {
                    let outcome = try await workspace.assay("replay", "Rules/\(feature)")
                    try #require(outcome.exitCode == 0, "\(outcome.errors)")
                }
            }
            try await body(workspace)
        }
    }

    @Test func `the shipped proposals: the bold one does not come first, and is told so kindly`()
        async throws
    {
        try await Self.withExamples(replayed: true) { workspace in
            var transcript = Transcript(workspace)
            let outcome = try await transcript.run("sequence", "Rules")
            #expect(outcome.text.hasPrefix("Launch duplicate-hint first, as an assistant"))
            #expect(outcome.text.contains("It will get its turn."))
            try transcript.expectGolden("sequence")
        }
    }

    @Test func `an audit that fires holds its feature back, with all that builds on it, kindly`()
        async throws
    {
        struct Plan: Decodable {
            struct Step: Decodable {
                struct Hold: Decodable {
                    var kind: String
                    var audit: String?
                }
                var feature: String
                var holds: [Hold]
            }
            var order: [Step]
        }
        try await Workspace.with { workspace in
            _ = try await workspace.assay("study", "audits", "--example", "A7", "Rules/approvals")
            for (name, line) in [
                ("approvals", "answers:\n  - { item: value, answer: 4, by: ana }\n"),
                ("letters", "depends_on: [approvals]\nanswers: []\n"),
                ("hints", "answers:\n  - { item: reversible, answer: 0, by: ana }\n"),
            ] {
                try workspace.write(
                    "Rules/\(name)/launch.yaml",
                    "assessment: \(name)\nquestionnaire: launch\n\(line)")
            }
            let evidence = "Rules/approvals/assay.sqlite"
            let text = try await workspace.assay("sequence", "Rules", "--evidence", evidence).text
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.hasPrefix("Launch hints first, as an assistant"), "\(text)")
            #expect(
                text.contains("approvals: not yet It has to wait a little: the evidence itself"))
            #expect(text.contains("(audit A7)"))
            #expect(text.contains("Settle that, and it is back in line."))
            #expect(text.contains("Until then it is not launched, and nothing that builds on it."))
            #expect(text.contains("It builds on approvals, which is held back."))
            let json = try await workspace.assay(
                "sequence", "Rules", "--evidence", evidence, "--json")
            let plan = try JSONDecoder().decode(Plan.self, from: json.output)
            #expect(plan.order[0].feature == "hints" && plan.order[0].holds.isEmpty)
            #expect(
                plan.order.first { $0.feature == "approvals" }?.holds.map(\.audit).contains("A7")
                    == true)
        }
    }

    @Test func `the evidence takes the place of what nobody knew`() async throws {
        struct Plan: Decodable {
            struct Step: Decodable {
                struct Measured: Decodable {
                    var mistakes: Int
                    var answers: Int
                    var upper: Double
                }
                var feature: String
                var tier: String
                var measured: Measured?
                var open: [String]
            }
            var schema: String
            var order: [Step]
        }
        try await Self.withExamples(replayed: false) { workspace in
            func triage() async throws -> Plan.Step? {
                let outcome = try await workspace.assay("sequence", "Rules", "--json")
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                let plan = try JSONDecoder().decode(Plan.self, from: outcome.output)
                #expect(plan.schema == "assay.launch-plan/1")
                #expect(plan.order.allSatisfy { $0.tier == "assistant" })
                #expect(plan.order.last?.feature == "auto-refund")
                return plan.order.first { $0.feature == "support-triage" }
            }
            let guessed = try await triage()
            #expect(guessed?.measured == nil)
            #expect(guessed?.open == ["wrong_share"])
            _ = try await workspace.assay("replay", "Rules/support-triage")
            let step = try await triage()
            let measured = try #require(step?.measured)
            // As the example's README has it.
            #expect((measured.mistakes, measured.answers) == (32, 148))
            #expect(abs(measured.upper - 0.2913) < 0.0001)
        }
    }

    @Test func `what is wrong with a portfolio is said with its place, and nothing is written`()
        async throws
    {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            try await transcript.run("sequence", "Rules")
            try workspace.write("Rules/notes.txt", "")
            try await transcript.run("sequence", "Rules")
            func write(_ name: String, _ text: String) throws {
                try workspace.write(
                    "Rules/\(name)/launch.yaml",
                    "assessment: \(name)\nquestionnaire: launch\n" + text)
            }
            try write("chat", "depends_on: [search]\nanswers: []\n")
            try write("search", "depends_on: [chat]\nanswers: []\n")
            try write("mail", "depends_on: [serach]\nanswers: []\n")
            try await transcript.run("sequence", "Rules", "--html", "plan.html")
            #expect(!workspace.exists("plan.html"))
            try write("search", "answers:\n  - { item: valeu, answer: 4 }\n")
            try write("mail", "answers:\n  - { item: value, answer: 9 }\n")
            try await transcript.run("sequence", "Rules")
            try write("search", "version: 0badf00d\nanswers: []\n")
            try workspace.edit("Rules/mail/launch.yaml", "answer: 9", "answer: unknown")
            try workspace.write("a.yaml", "spill: 7\nhalf_live_weeks: 3\n")
            try await transcript.run("sequence", "Rules", "--assumptions", "a.yaml")
            try await transcript.run("sequence", "Rules", "--html", "none/plan.html")
            try await transcript.run("sequence", "Rules", "--evidence", "none.sqlite")
            try transcript.expectGolden("sequence-wrong")
        }
    }

    @Test func `the same seed gives the same plan, in every form`() async throws {
        try await Self.withExamples(replayed: false) { workspace in
            var forms: [[String]] = []
            for run in ["one", "two"] {
                let outcome = try await workspace.assay(
                    "sequence", "Rules", "--seed", "5", "--html", "\(run).html", "--markdown",
                    "\(run).md", "--json")
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                forms.append([
                    outcome.text, try workspace.read("\(run).html"),
                    try workspace.read("\(run).md"),
                ])
            }
            #expect(forms[0] == forms[1])
        }
    }
}
