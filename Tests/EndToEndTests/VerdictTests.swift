import Foundation
import TestSupport
import Testing

/// `assay verdict` as its readers see it; what it computes is tested elsewhere.
struct VerdictTests {
    private struct Verdict: Decodable {
        struct Path: Decodable {
            var answered: Int
            var abstained: Int
            var failed: Int
        }

        var schema: String
        var feature: String
        var question: String
        var verdict: String
        var cases: Int
        var outcomes: Int
        var paths: [String: Path]
        var reasons: [String]
        var line: Int
        var alpha: Double
    }

    @Test func `without a model's answers it says what is missing`() async throws {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            try await transcript.run("verdict", "Rules/refunds")
            _ = try await workspace.assay("init", "refunds")
            try await transcript.run("verdict", "Rules/refunds")
            _ = try await workspace.assay("replay", "Rules/refunds")
            try await transcript.run("verdict", "Rules/refunds")
            try await transcript.run("verdict", "Rules/refunds", "--question", "rout")
            try await transcript.run("verdict", "Rules/refunds", "--challenger", "modle")
            try await transcript.run("verdict", "Rules/refunds", "--no-such-option")
            try transcript.expectGolden("verdict-early")
        }
    }

    @Test func `a version that is tried after another gets a smaller share of what may go wrong`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                let first = try await Self.verdict(workspace)
                #expect(first.line == 1)
                try workspace.edit("\(Parcels.folder)/rules.yaml", "10.0", "5.0")
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                let second = try await Self.verdict(workspace)
                #expect(second.line == 2)
                #expect(abs(second.alpha - first.alpha / 4) < 1e-12)
            }
        }
    }

    @Test func `a model that is always right earns its place, an equal one does not`()
        async throws
    {
        try await Workspace.with { workspace in
            // The truth is the model's label; the rules look at the amount.
            try Parcels.write(to: workspace, count: 400)
            let cases = (1...400).map { number in
                Parcels.line(number, of: 400).replacing(
                    /"outcome":"[a-z]+"/
                ) { _ in
                    #""outcome":"\#(MockModel.label(of: "\(number)"))""#
                } + "\n"
            }
            try workspace.write("\(Parcels.folder)/traffic.jsonl", cases.joined())
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, "--concurrency", "16",
                    environment: model.environment)
            }
            let verdict = try await Self.verdict(workspace)
            #expect(verdict.schema == "assay.verdict/1")
            #expect(verdict.verdict == "model-earns")
            #expect(verdict.cases == 400)
            #expect(verdict.outcomes == 400)
            #expect(verdict.paths["model"]?.answered == 400)
            #expect(verdict.paths["heuristic"]?.failed == 0)
            let text = try await workspace.assay("verdict", Parcels.folder)
            #expect(text.text.contains("parcels, route: "))
            #expect(text.text.split(separator: "\n").count < 20)
        }
    }

    @Test func `of several models all are compared on the same cases`() async throws {
        struct Report: Decodable {
            struct AllPaths: Decodable {
                struct Pair: Decodable {
                    var only_first_right: Int
                    var only_second_right: Int
                    var mid_p_by_holm: Double?
                }
                var cases: Int
                var cochran_q: Double
                var pairs: [Pair]
            }
            var all_paths: AllPaths
        }
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", "in_charge: heuristic",
                """
                  second: { api: chat, base_url: "${ASSAY_MODEL_URL}", model: mock-2,
                            prompt: prompt.md, price: { per_call: 0.001 } }
                in_charge: heuristic
                """)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
            }
            let json = try await workspace.assay("verdict", Parcels.folder, "--json")
            let figures = try JSONDecoder().decode(Report.self, from: json.output).all_paths
            #expect(figures.cases == 40)
            // The rules are right in 30 cases, 15 of them with the models; those in 5 more.
            #expect(figures.pairs.map(\.only_first_right) == [15, 15, 0])
            #expect(figures.pairs.map(\.only_second_right) == [5, 5, 0])
            #expect(figures.pairs.map { $0.mid_p_by_holm == nil } == [false, false, true])
            #expect(abs(figures.cochran_q - 10) < 1e-9)
            let text = try await workspace.assay("verdict", Parcels.folder, "--detail")
            #expect(text.text.contains("All paths on the same cases"))
            #expect(text.text.contains("(Cochran's Q)"))
        }
    }

    @Test func `a price that is stated later counts, up to the longest request that is declared`()
        async throws
    {
        struct Report: Decodable {
            struct Path: Decodable {
                var cost_usd: Double?
                var calls_priced_later: Int
            }
            struct Claim: Decodable {
                struct Bounds: Decodable { var low: Double }
                var declared_bounds: Bounds
            }
            var paths: [String: Path]
            var claims: [Claim]
        }
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20, model: "retries: 0")
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
            }
            func report() async throws -> Report {
                let outcome = try await workspace.assay("verdict", Parcels.folder, "--json")
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                return try JSONDecoder().decode(Report.self, from: outcome.output)
            }
            #expect(try await report().paths["model"]?.cost_usd == nil)
            let price = "price: { input_per_million: 100, output_per_million: 1000 }"
            try workspace.edit("\(Parcels.folder)/feature.yaml", "retries: 0", price)
            let priced = try await report()
            // 20 calls of 40 tokens in and 5 out.
            let cost = try #require(priced.paths["model"]?.cost_usd)
            #expect(abs(cost - 20 * (40 * 100 + 5 * 1000) / 1e6) < 1e-9)
            #expect(priced.paths["model"]?.calls_priced_later == 20)
            // The dearest mistake, 32,768 tokens in and 64 out.
            #expect(abs((priced.claims.first?.declared_bounds.low ?? 0) + 5 + 3.3408) < 1e-9)
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", price, price + ", max_input_tokens: 1000")
            let bounded = try await report()
            #expect(abs((bounded.claims.first?.declared_bounds.low ?? 0) + 5 + 0.164) < 1e-9)
        }
    }

    @Test func `failures of the model count as cases, and are no answers`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 60, model: "retries: 0, price: { per_call: 0 }")
            try await MockModel.with { index, text in
                index.isMultiple(of: 3) ? [.respond(500)] : [MockModel.answer(text)]
            } _: { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
            }
            let verdict = try await Self.verdict(workspace)
            #expect(verdict.cases == 60)
            #expect(verdict.paths["model"]?.failed == 20)
            #expect(verdict.paths["model"]?.answered == 40)
        }
    }

    @Test func `it changes nothing in the log`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 20)
            _ = try await workspace.assay("replay", Parcels.folder)
            let before = try await workspace.assay("evidence", "export", Parcels.folder)
            for option in ["--detail", "--json"] {
                let outcome = try await workspace.assay("verdict", Parcels.folder, option)
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
            }
            let after = try await workspace.assay("evidence", "export", Parcels.folder)
            #expect(after.output == before.output)
        }
    }

    private static func verdict(_ workspace: Workspace) async throws -> Verdict {
        let outcome = try await workspace.assay("verdict", Parcels.folder, "--json")
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Verdict.self, from: outcome.output)
    }
}
