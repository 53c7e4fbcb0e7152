import Foundation
import TestSupport
import Testing

/// `assay plan`, and what a verdict makes of it.
struct PlanTests {
    private struct Plan: Decodable {
        struct Claim: Decodable {
            var challenger: String
            var alpha: Double
            var disagreement: Double
            var disagreement_seen: Bool
            var pairs_at_one_look: Int
            var pairs_watched: Int?
        }

        var schema: String
        var outcome: String
        var plan: String
        var line: Int
        var cases_seen: Int
        var claims: [Claim]

        var alphaOfLine: Double { claims.reduce(0) { $0 + $1.alpha } }
    }

    private struct Verdict: Decodable {
        var verdict: String
        var line: Int
        var plan: String?
        var cases: Int
        var before_plan: Int
        var missing: [String]
    }

    private static func plan(_ workspace: Workspace, _ options: String...) async throws -> Plan {
        let command = ["plan", Parcels.folder, "--json"] + options
        let outcome = try await workspace.start(command).outcome()
        return try JSONDecoder().decode(Plan.self, from: Data(outcome.text.utf8))
    }

    private static func verdict(_ workspace: Workspace) async throws -> Verdict {
        let outcome = try await workspace.assay("verdict", Parcels.folder, "--json")
        return try JSONDecoder().decode(Verdict.self, from: Data(outcome.text.utf8))
    }

    @Test func `evidence counts from the plan on, and a change begins a new line`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, "--limit", "8", environment: model.environment)
                let draft = try await Self.plan(workspace, "--dry-run")
                #expect((draft.outcome, draft.line, draft.cases_seen) == ("draft", 1, 8))
                #expect(!workspace.exists("\(Parcels.folder)/plan.yaml"))

                let frozen = try await Self.plan(workspace)
                #expect((frozen.schema, frozen.outcome) == ("assay.plan/1", "written"))
                #expect(frozen.claims.allSatisfy { $0.pairs_at_one_look > 1 })
                #expect(try await Self.plan(workspace).outcome == "kept")
                var verdict = try await Self.verdict(workspace)
                #expect(verdict.plan == frozen.plan)
                #expect((verdict.cases, verdict.before_plan) == (0, 8))

                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                verdict = try await Self.verdict(workspace)
                #expect((verdict.cases, verdict.before_plan, verdict.line) == (12, 8, 1))

                try workspace.edit("\(Parcels.folder)/rules.yaml", "10.0", "5.0")
                verdict = try await Self.verdict(workspace)
                #expect(verdict.missing.first == "plan")
                let second = try await Self.plan(workspace)
                #expect((second.outcome, second.line) == ("written", 2))
                #expect(abs(second.alphaOfLine - frozen.alphaOfLine / 4) < 1e-12)
            }
        }
    }

    @Test func `what a plan says is as it was`() async throws {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            try Parcels.write(to: workspace, count: 20)
            try await transcript.run("plan", Parcels.folder, "--slice", "shop")
            try await transcript.run("plan", Parcels.folder, "--alpha", "2")
            try await transcript.run("plan", Parcels.folder, "--effect=-1")
            try await transcript.run("plan", Parcels.folder, "--claim", "rules")
            try workspace.write("\(Parcels.folder)/plan.yaml", "line: 1\nalhpa: 0.05\n")
            try await transcript.run("check", Parcels.folder)
            try transcript.expectGolden("plan-wrong")
        }
    }

    private static let endings: [(options: [String], status: Int32)] = [
        (["--gate"], 2), (["--gate", "--as-of", "2020-01-01"], 2), (["--timeline"], 0),
        (["--self-test"], 0), (["--as-of", "someday"], 64), (["--timeline", "--detail"], 64),
    ]

    @Test(arguments: endings)
    func `a verdict that is open ends as its options say`(
        options: [String], status: Int32
    ) async throws {
        try await Workspace.with { workspace in
            _ = try await workspace.assay("init", "refunds")
            _ = try await workspace.assay("replay", "Rules/refunds")
            let outcome = try await workspace.start(["verdict", "Rules/refunds"] + options)
                .outcome()
            #expect(outcome.exitCode == status)
        }
    }
}
