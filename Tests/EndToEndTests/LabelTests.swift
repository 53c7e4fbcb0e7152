import Foundation
import Testing

/// `assay label`: cases that tell most, put before a person one after the other.
struct LabelTests {
    private struct Next: Decodable {
        struct Waiting: Decodable {
            var disagreements: Int
            var agreements: Int
        }

        var schema: String
        var case_id: String
        var answers: [String]
        var options: [String]
        var label_probability: Double
        var waiting: Waiting
    }

    /// The parcels of `Parcels` without their outcomes, answered by both paths.
    private static func replayed(_ workspace: Workspace) async throws {
        try Parcels.write(to: workspace, count: 60)
        let cases = (1...60).map {
            #"{"id":"\#($0)","text":"parcel \#($0)","amount":\#($0)}"# + "\n"
        }
        try workspace.write("\(Parcels.folder)/traffic.jsonl", cases.joined())
        try await MockModel.with { model in
            _ = try await workspace.assay(
                "replay", Parcels.folder, environment: model.environment)
        }
    }

    private static func next(_ workspace: Workspace) async throws -> Next {
        let outcome = try await workspace.assay("label", Parcels.folder, "--next", "--json")
        return try JSONDecoder().decode(Next.self, from: Data(outcome.text.utf8))
    }

    @Test func `labels are logged as they are given, the last can be taken back, and work goes on`()
        async throws
    {
        try await Workspace.with { workspace in
            try await Self.replayed(workspace)
            let first = try await Self.next(workspace)
            #expect(first.schema == "assay.label/1" && first.label_probability == 1)
            #expect(first.waiting.disagreements > 5)
            #expect(Set(first.answers).count == 2)
            #expect(first.answers.allSatisfy(first.options.contains))
            #expect(try await Self.next(workspace).case_id == first.case_id)

            let lines = "1\nb\n2\nnonsense\ns\n\(first.options[0])\nq\n"
            let child = try workspace.start(
                ["label", Parcels.folder, "--rater", "ana"], input: .text(lines))
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("2 labels logged"))
            #expect(outcome.errors.contains("A number, s, b or q."))
            let labels = try await workspace.export(Parcels.folder).compactMap { observation in
                observation.outcome.map { (observation.case_id, $0) }
            }
            #expect(labels.count == 2)
            #expect(labels.allSatisfy { $0.1.rater == "ana" && $0.1.source == "human" })
            #expect(labels.contains { $0.0 == first.case_id && $0.1.value == first.options[1] })
            #expect(labels.allSatisfy { $0.1.shown_output_of?.sorted() == ["heuristic", "model"] })
            #expect(labels.allSatisfy { $0.1.label_probability == 1 })

            let after = try await Self.next(workspace)
            #expect(after.case_id != first.case_id)
            #expect(after.waiting.disagreements == first.waiting.disagreements - 2)
        }
    }

    @Test func `agreements are put before people too, at the chance that the feature gives`()
        async throws
    {
        try await Workspace.with { workspace in
            try await Self.replayed(workspace)
            let file = "\(Parcels.folder)/feature.yaml"
            let usual = try await Self.next(workspace).waiting
            try workspace.edit(file, "outcome: { ", "outcome: { labels: { agreements: 1 }, ")
            let every = try await Self.next(workspace).waiting
            #expect(every.disagreements == usual.disagreements)
            #expect(every.agreements > 2 * usual.agreements)
            try workspace.edit(file, "agreements: 1 ", "agreements: 0.001 ")
            let refused = try await workspace.assay("label", Parcels.folder, "--next")
            #expect(refused.exitCode == 78)
            #expect(refused.errors.contains("expected 0.02 to 1"), "\(refused.errors)")
        }
    }
}
