import Testing

/// The first ten minutes of somebody new.
struct RoundTripTests {
    @Test func `init, check, replay, evidence and export follow one another`() async throws {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            try await transcript.run("init", "refunds")
            try await transcript.run("check", "Rules/refunds")
            try await transcript.run("replay", "Rules/refunds")
            try await transcript.run("replay", "Rules/refunds")
            try await transcript.run("replay", "Rules/refunds", "--json")
            try await transcript.run("evidence")
            try await transcript.run("evidence", "show", "Rules/refunds", "--json")
            try await transcript.run("evidence", "export", "Rules/refunds", "--format", "csv")
            try await transcript.run("evidence", "export", "Rules/refunds")
            try await transcript.run("evidence", "compact", "--rebuild")
            try transcript.expectGolden("round-trip")
        }
    }

    @Test func `a log that was compacted and rebuilt exports the same`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 300)
            _ = try await workspace.assay("replay", Parcels.folder)
            let before = try await workspace.assay("evidence", "export", Parcels.folder)
            let compacted = try await workspace.assay("evidence", "compact", "--rebuild")
            #expect(compacted.exitCode == 0)
            let after = try await workspace.assay("evidence", "export", Parcels.folder)
            #expect(after.output == before.output)
            let again = try await workspace.assay("replay", Parcels.folder, "--json").report()
            #expect(again.answered == 0)
            #expect(again.already_answered == 300)
        }
    }

    @Test func `init leaves what is there alone`() async throws {
        try await Workspace.with { workspace in
            var transcript = Transcript(workspace)
            try workspace.write("Rules/refunds/mine.txt", "precious")
            try await transcript.run("init", "refunds")
            try await transcript.run("init", "not a name")
            try await transcript.run("init", "/proc/refunds")
            try await transcript.run("check", "Rules/nothing-here")
            try transcript.expectGolden("init-refused")
            #expect(try workspace.read("Rules/refunds/mine.txt") == "precious")
        }
    }

    @Test func `a folder anywhere is made by its path`() async throws {
        try await Workspace.with { workspace in
            let made = try await workspace.assay("init", "here/and/there")
            #expect(made.exitCode == 0)
            let checked = try await workspace.assay("check", "here/and/there/")
            #expect(checked.exitCode == 0)
        }
    }
}
