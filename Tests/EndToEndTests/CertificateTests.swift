import Foundation
import TestSupport
import Testing

/// `assay verdict --certificate`: what a statistician recomputes and signs.
struct CertificateTests {
    private static let feature = Workspace.root.appending(path: "Rules/flight-delay").path

    @Test func `a certificate has the cases without their inputs, and never replaces another`()
        async throws
    {
        try await Workspace.with { workspace in
            _ = try await workspace.assay("replay", Self.feature)
            let made = try await workspace.assay(
                "verdict", Self.feature, "--certificate", "proof")
            #expect(made.exitCode == 0, "\(made.errors)")
            let files = try FileManager.default.contentsOfDirectory(
                atPath: workspace.url("proof").path)
            #expect(
                files.sorted() == [
                    "cases.csv", "certificate.json", "recompute.py", "textbook.py", "verdict.json",
                ])
            let cases = try workspace.text("proof/cases.csv").split(separator: "\n")
            #expect(cases.count == 2001)
            #expect(!cases.contains { $0.contains("EWR") })
            let again = try await workspace.assay(
                "verdict", Self.feature, "--certificate", "proof")
            #expect(again.exitCode == 64)
            #expect(again.errors.contains("the folder is not empty"))
        }
    }

    /// Of one case both say the same; of four each is right alone in one.
    @Test(
        .enabled(if: ReferencePython.exists, "\(ReferencePython.reason)"),
        arguments: [(1, 1), (4, 0.75)])
    func `the recomputation agrees where neither path is ahead`(
        count: Int, midP: Double
    ) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: count)
            try await MockModel.with { _, text in
                [count == 1 ? MockModel.say("approve") : MockModel.answer(text)]
            } _: { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                _ = try await workspace.assay(
                    "verdict", Parcels.folder, "--certificate", "proof",
                    environment: model.environment)
            }
            let stated = try #require(
                try workspace.text("proof/verdict.json").firstMatch(of: /"mid_p":([\d.]+),/)?.1)
            #expect(abs(try #require(Double(stated)) - midP) < 1e-9)
            let program = workspace.url("proof/recompute.py").path
            let sound = try await ReferencePython.run(["-B", program])
            #expect(sound.exitCode == 0, "\(sound.text)")
        }
    }

    @Test(.enabled(if: ReferencePython.exists, "\(ReferencePython.reason)"))
    func `the recomputation agrees, and says where a file or a figure was changed`() async throws {
        try await Workspace.with { workspace in
            _ = try await workspace.assay("replay", Self.feature)
            _ = try await workspace.assay("verdict", Self.feature, "--certificate", "proof")
            let program = workspace.url("proof/recompute.py").path
            let sound = try await ReferencePython.run(["-B", program])
            #expect(sound.exitCode == 0, "\(sound.text)")
            #expect(sound.text.contains("figures agree."))
            #expect(
                sound.text.contains(
                    "Not recomputed: the baselines that are learnt from the inputs, the decision map, "
                        + "which calls failed why, or were shed, skipped, recorded or priced later."
                ))

            try workspace.edit("proof/cases.csv", "\n0,", "\n0000,")
            let changed = try await ReferencePython.run(["-B", program])
            #expect(changed.exitCode == 2)
            #expect(changed.text.contains("cases.csv: its SHA-256 is not the one"))

            // A verdict of another log, whose hash was put into the certificate.
            try workspace.edit("proof/certificate.json", "\"files\":{", "\"files\":{},\"was\":{")
            try workspace.edit("proof/verdict.json", "\"correct\":1734", "\"correct\":1735")
            try workspace.edit("proof/verdict.json", "\"cases\":2000", "\"cases\":2001")
            let wrong = try await ReferencePython.run(["-B", program])
            #expect(wrong.exitCode == 1)
            #expect(wrong.text.contains(/cases +2001 +2000 +-1.0e\+00 +NO/), "\(wrong.text)")
        }
    }
}
