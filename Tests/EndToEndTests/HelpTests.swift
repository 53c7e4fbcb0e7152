import Testing

/// What the program says of itself.
struct HelpTests {
    static let commands: [[String]] = [
        [], ["init"], ["check"], ["diff"], ["calibrate"], ["replay"], ["outcomes"],
        ["outcomes", "import"], ["evidence"], ["evidence", "show"], ["evidence", "export"],
        ["evidence", "compact"], ["evidence", "backup"], ["evidence", "retain"],
        ["evidence", "delete"], ["keys"], ["keys", "list"], ["keys", "create"],
        ["keys", "revoke"], ["keys", "rotate"], ["label"], ["plan"], ["verdict"], ["audit"],
        ["study", "audits"], ["study", "verdict"], ["advise"], ["sequence"], ["report"], ["serve"],
    ]

    @Test(arguments: commands)
    func `every command explains itself`(command: [String]) async throws {
        try await Workspace.with { workspace in
            let child = try workspace.start(command + ["--help"])
            let outcome = try await child.outcome()
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors.isEmpty)
            var transcript = Transcript(workspace)
            transcript.add(command + ["--help"], outcome)
            try transcript.expectGolden((["help"] + command).joined(separator: "-"))
        }
    }

    @Test(arguments: commands.filter { !["outcomes", "evidence", "keys"].contains($0.joined()) })
    func `every help has an example`(command: [String]) async throws {
        try await Workspace.with { workspace in
            let outcome = try await workspace.start(command + ["--help"]).outcome()
            let example = "\n  assay " + command.joined(separator: " ")
            #expect(outcome.text.contains(example))
        }
    }

    static let wrong: [[String]] = [
        ["bogus"], ["replay"], ["replay", "F", "x", "y"], ["replay", "F", "--shard", "0/4"],
        ["replay", "F", "--shard", "5/4"], ["replay", "F", "--shard", "one"],
        ["replay", "F", "--limit", "-1"], ["replay", "F", "--concurrency", "0"],
        ["replay", "F", "--repeat", "0"], ["replay", "F", "--budget=-1"],
        ["replay", "F", "--budget", "nan"], ["replay", "F", "--format", "xml"],
        ["replay", "F", "--record", "--recorded"], ["replay", "F", "--no-such-option"], ["check"],
        ["init"], ["check", "F", "cases.jsonl"], ["check", "F", "--explain", "1", "--traffic"],
        ["diff", "F"], ["diff", "F", "G", "--examples=-1"], ["calibrate"],
        ["outcomes", "import", "F"], ["evidence", "export"],
        ["evidence", "export", "F", "--format", "xml"],
        ["evidence", "export", "F", "--format", "csv", "--events"], ["evidence", "backup"],
        ["evidence", "delete"], ["evidence", "delete", "--user", ""], ["evidence", "retain"],
        ["evidence", "retain", "--days", "0"], ["evidence", "retain", "--max-size", "big"],
        ["keys", "create", "shop"], ["keys", "create", "shop", "--scope", "all"],
        ["keys", "create", "a b", "--scope", "read"],
        ["keys", "rotate", "shop", "--grace-hours", "-1"], ["sequence"],
        ["sequence", "Rules", "--seed", "some"], ["study", "verdict", "--streams", "0"],
        ["study", "verdict", "--only", "equal,bogus"], ["study", "verdict", "--seed", "some"],
    ]

    @Test(arguments: wrong)
    func `wrong usage ends with 64 and says what is right`(command: [String]) async throws {
        try await Workspace.with { workspace in
            let outcome = try await workspace.start(command).outcome()
            #expect(outcome.exitCode == 64)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("error: "), "\(outcome.errors)")
            #expect(outcome.errors.contains("assay"), "\(outcome.errors)")
            #expect(!workspace.exists("assay.sqlite"))
        }
    }

    @Test func `a path that the feature lacks is wrong usage`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "--only", "modle")
            try await transcript.run("replay", Parcels.folder, "--record")
            try await transcript.run("replay", Parcels.folder, "--only", "model")
            try transcript.expectGolden("paths-refused")
        }
    }
}
