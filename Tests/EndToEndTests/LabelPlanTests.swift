import Foundation
import Testing

/// `assay label --plan`: people label what a judge doubts, and the verdict's detail says what that tells.
struct LabelPlanTests {
    private struct Judged: Decodable {
        struct Judge: Decodable {
            struct LabelPlan: Decodable {
                var planned: Int
                var drawn: Int
                var outcomes: Int
            }

            var method: String
            var label_plan: LabelPlan?
            var outcomes_lacking: Int
            var estimates: [String: Measure]
        }

        struct Measure: Decodable {}

        var outcomes: Int
        var judge: Judge
    }

    private static let cases = 200

    /// Parcels without outcomes, answered by both paths, and a judge that doubts every third.
    private static func replayed(_ workspace: Workspace) async throws {
        try Parcels.write(to: workspace, count: cases)
        try workspace.write(
            "\(Parcels.folder)/traffic.jsonl",
            (1...cases).map {
                #"{"id":"\#($0)","text":"parcel \#($0)","amount":\#($0)}"# + "\n"
            }.joined())
        try await MockModel.with { model in
            _ = try await workspace.assay(
                "replay", Parcels.folder, "--concurrency", "16", environment: model.environment)
        }
        let rows = (1...cases).map { number in
            "\(number),approve,judge,big-judge,\(number.isMultiple(of: 3) ? 0.3 : 0.98)\n"
        }
        let outcome = try await workspace.assay(
            "outcomes", "import", Parcels.folder, "-", "--format", "csv",
            input: .text("id,value,source,rater,confidence\n" + rows.joined()))
        #expect(outcome.text.contains("200 matched"), "\(outcome.text)\(outcome.errors)")
    }

    private static func judge(_ workspace: Workspace) async throws -> Judged.Judge {
        let outcome = try await workspace.assay("verdict", Parcels.folder, "--json")
        return try JSONDecoder().decode(Judged.self, from: Data(outcome.text.utf8)).judge
    }

    @Test func `a plan is fixed, its cases are asked for, and the estimates are of it`()
        async throws
    {
        try await Workspace.with { workspace in
            try await Self.replayed(workspace)
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", "outcome: { ",
                "outcome: { labels: { disagreements: 0.05, agreements: 0.02 }, ")
            let plan = try await workspace.assay(
                "label", Parcels.folder, "--plan", "60", "--judge", "big-judge")
            #expect(plan.text.contains("60 on average"), "\(plan.text)\(plan.errors)")
            #expect(try workspace.text("\(Parcels.folder)/labels.yaml").contains("planned: 60"))
            let begun = try await Self.judge(workspace)
            let drawn = try #require(begun.label_plan).drawn
            #expect(begun.method == "active inference" && drawn > 40 && drawn < 80)
            #expect(begun.estimates.isEmpty && begun.outcomes_lacking == drawn - drawn / 20)

            let sitting = try await workspace.assay(
                "label", Parcels.folder, "--rater", "ana",
                input: .text(String(repeating: "1\n", count: drawn)))
            #expect(sitting.errors.contains("\(drawn) labels logged, 0 to go"), "\(sitting.errors)")
            let next = try await workspace.assay("label", Parcels.folder, "--next")
            #expect(next.errors.contains("Nothing waits for a label"))
            let chances = try await workspace.export(Parcels.folder).compactMap {
                $0.outcome?.label_probability
            }
            #expect(chances.count == drawn && Set(chances).count == 2)

            let done = try await Self.judge(workspace)
            #expect(done.label_plan?.outcomes == drawn && done.outcomes_lacking == 0)
            #expect(done.estimates.count == 4)
            let detail = try await workspace.assay("verdict", Parcels.folder, "--detail")
            #expect(detail.text.contains("Active inference"), "\(detail.errors)")
            #expect(detail.text.contains("each by the inverse of its chance"))
        }
    }

    @Test func `a plan that cannot be says why, and writes nothing`() async throws {
        try await Workspace.with { workspace in
            try await Self.replayed(workspace)
            func refused(_ arguments: String...) async throws -> String {
                let child = try workspace.start(["label", Parcels.folder] + arguments)
                let outcome = try await child.outcome()
                #expect(outcome.exitCode == 1, "\(outcome.text)")
                return outcome.errors
            }
            #expect(try await refused("--plan", "20").contains("fewer than 50 labels"))
            #expect(
                try await refused("--plan", "100", "--judge", "bog-judge")
                    .contains("the judges are `big-judge`"))
            #expect(try await refused("--plan", "900").contains("`big-judge` labelled 200 cases"))
            #expect(!workspace.exists("\(Parcels.folder)/labels.yaml"))
            let alone = try await workspace.assay("label", Parcels.folder, "--judge", "big-judge")
            #expect(alone.exitCode == 64 && alone.errors.contains("--judge goes with --plan"))
        }
    }

    @Test func `a plan stands, and a fault in its file is found where it is`() async throws {
        try await Workspace.with { workspace in
            try await Self.replayed(workspace)
            _ = try await workspace.assay("label", Parcels.folder, "--plan", "180")
            let again = try await workspace.assay("label", Parcels.folder, "--plan", "190")
            #expect(again.exitCode == 1)
            #expect(
                again.errors.contains("180 labels of `route` were planned at"), "\(again.errors)")
            try workspace.edit("\(Parcels.folder)/labels.yaml", "planned: 180", "planned: many")
            let faulty = try await workspace.assay("label", Parcels.folder, "--next")
            #expect(faulty.exitCode == 78)
            #expect(
                faulty.errors.contains("labels.yaml:6:12: `planned` is `many`; expected a whole"),
                "\(faulty.errors)")
        }
    }
}
