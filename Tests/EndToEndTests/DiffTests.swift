import Foundation
import Testing

/// `assay diff`: what a change of rules would do, before it ships.
struct DiffTests {
    @Test func `a change is shown with its cases, then and now`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            try workspace.write(
                "new.yaml", Parcels.rules.replacing("amount > 10.0", with: "amount > 18.0"))
            var transcript = Transcript(workspace)
            try await transcript.run("diff", Parcels.folder, "new.yaml")
            try await transcript.run(
                "diff", Parcels.folder, "new.yaml", "--examples", "0", "--gate")
            try await transcript.run(
                "diff", Parcels.folder, "new.yaml", "--examples", "1", "--json")
            try await transcript.run("diff", Parcels.folder, Parcels.folder, "--gate")
            try transcript.expectGolden("diff")
        }
    }

    @Test func `each side reads the fields and options that its own feature has`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4)
            try workspace.write(
                "old/feature.yaml",
                Parcels.feature("price: { per_call: 0.001 }", "10m")
                    .replacing("[approve, review]", with: "[review, approve]")
                    .replacing("  amount: { type: double, optional: true }\n", with: ""))
            try workspace.write("old/prompt.md", "Decide.\n---\n{{text}}\n")
            try workspace.write(
                "old/rules.yaml",
                "rules: [{ id: first, condition: text == 'parcel 1', output: review }]\n"
                    + "otherwise: approve\n")
            var transcript = Transcript(workspace)
            try await transcript.run("diff", "old", Parcels.folder)
            try transcript.expectGolden("diff-features")
        }
    }

    @Test func `a side whose curve is not measured says so`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4)
            let scorecard = """
                scorecard:
                  rules: [{ id: dear, condition: has(amount) && amount > 10.0, points: 3 }]
                  curve: measured

                """
            try workspace.write("new.yaml", scorecard)
            let result = try await workspace.assay("diff", Parcels.folder, "new.yaml")
            #expect(result.text.contains("→ (abstained)"))
            #expect(
                result.errors.contains(
                    "new.yaml: warning: the curve of `route` is not measured on these rules, so that "
                        + "they always give `otherwise`; run `assay calibrate` for them, or write "
                        + "`thresholds`"))
        }
    }

    @Test func `a side that cannot be read is named`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            try workspace.write("bad.yaml", "rules: [{ id: x, output: aprove }]\n")
            try workspace.write("stray/rules.yaml", Parcels.rules)
            var transcript = Transcript(workspace)
            try await transcript.run("diff", Parcels.folder, "bad.yaml")
            try await transcript.run("diff", "stray/rules.yaml", "bad.yaml")
            try await transcript.run("diff", Parcels.folder, "missing.yaml")
            try await transcript.run(
                "diff", Parcels.folder, Parcels.folder, "--traffic", "none.csv")
            try transcript.expectGolden("diff-refused")
        }
    }
}
