import Foundation
import Testing

/// What a judge's labels add to a verdict, from a pipe to the reports.
struct JudgeTests {
    private struct Judged: Decodable {
        struct Judge: Decodable {
            struct Estimates: Decodable {
                struct Measure: Decodable {
                    struct Estimate: Decodable {
                        var estimate: Double
                        var low: Double
                        var high: Double
                    }

                    var withJudge: Estimate
                    var outcomesAlone: Estimate
                }

                var accuracyDifference: Measure?
            }

            var rater: String
            var cases: Int
            var outcomes: Int
            var oneLook: Bool
            var estimates: Estimates
        }

        var outcomes: Int
        var judge: Judge?
    }

    @Test func `a judge's labels sharpen the estimate, and never count as outcomes`() async throws {
        try await Workspace.with { workspace in
            try await Self.replay(400, labelled: { $0 % 4 == 1 || $0 % 4 == 2 }, in: workspace)
            #expect(try await Self.verdict(workspace).judge == nil)
            let outcome = try await workspace.assay(
                "outcomes", "import", Parcels.folder, "-", input: .text(Self.opinions(400)))
            #expect(outcome.text.contains("400 matched"), "\(outcome.text)\(outcome.errors)")
            let verdict = try await Self.verdict(workspace)
            #expect(verdict.outcomes == 200)
            let judge = try #require(verdict.judge)
            #expect(judge.rater == "big-judge" && judge.oneLook)
            #expect(judge.cases == 400 && judge.outcomes == 200)
            let difference = try #require(judge.estimates.accuracyDifference)
            let (sharp, plain) = (difference.withJudge, difference.outcomesAlone)
            #expect(sharp.high - sharp.low < plain.high - plain.low)
            #expect(sharp.low < plain.estimate && plain.estimate < sharp.high)
            let text = try await workspace.assay(
                "verdict", Parcels.folder, "--detail", "--html", "verdict.html")
            #expect(text.text.contains("With a judge's labels, for ONE look"), "\(text.errors)")
            #expect(try workspace.text("verdict.html").contains("With a judge&#39;s labels"))
        }
    }

    @Test func `of few outcomes it says how many are lacking`() async throws {
        try await Workspace.with { workspace in
            try await Self.replay(60, labelled: { $0 <= 12 }, in: workspace)
            _ = try await workspace.assay(
                "outcomes", "import", Parcels.folder, "-", input: .text(Self.opinions(60)))
            let text = try await workspace.assay("verdict", Parcels.folder, "--detail")
            #expect(text.text.contains("more outcomes of cases drawn at random"), "\(text.text)")
        }
    }

    /// The truth is in the number of a parcel; the judge is wrong about every eleventh.
    private static func opinions(_ count: Int) -> String {
        (1...count).map { number in
            let truth = number * 2 <= count
            let says = (number % 11 == 0 ? !truth : truth) ? "approve" : "review"
            return #"{"id":"\#(number)","value":"\#(says)","source":"judge","rater":"big-judge"}"#
                + "\n"
        }.joined()
    }

    private static func replay(
        _ count: Int, labelled: (Int) -> Bool, in workspace: Workspace
    ) async throws {
        try Parcels.write(to: workspace, count: count)
        let cases = (1...count).map { number in
            let line = Parcels.line(number, of: count) + "\n"
            return labelled(number) ? line : line.replacing(/,"outcome":"[a-z]+"/) { _ in "" }
        }
        try workspace.write("\(Parcels.folder)/traffic.jsonl", cases.joined())
        try await MockModel.with { model in
            _ = try await workspace.assay(
                "replay", Parcels.folder, "--concurrency", "16", environment: model.environment)
        }
    }

    private static func verdict(_ workspace: Workspace) async throws -> Judged {
        let outcome = try await workspace.assay("verdict", Parcels.folder, "--json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Judged.self, from: Data(outcome.text.utf8))
    }
}
