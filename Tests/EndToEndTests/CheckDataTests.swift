import Testing

/// `assay check` on the data beside a feature: recorded cases, data sets and recordings.
struct CheckDataTests {
    @Test func `lines that are no cases are named and counted`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            let bad = [
                #"{"id":"cut","text":"a","amo"#, #"{"id":"3","text":7}"#, #"{"id":"4","amount":1}"#,
                #"{"id":"1","text":"another"}"#, #"{"id":"5","text":"a","outcome":"rejected"}"#,
                #"{"id":"6","text":"a","time":"yesterday"}"#, "[]",
                #"{"id":"7","text":"a","amont":1}"#,
            ]
            try workspace.write(
                "\(Parcels.folder)/traffic.jsonl",
                Parcels.traffic(1...2, of: 2) + bad.joined(separator: "\n"))
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            try transcript.expectGolden("check-data")
            #expect(!workspace.exists("assay.sqlite"))
        }
    }

    @Test func `data sets and CSV files are looked at, and what is not there is said`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1, model: "recording: said.jsonl")
            try workspace.edit(
                "\(Parcels.folder)/feature.yaml", "in_charge: heuristic",
                "in_charge: heuristic\ndatasets: { training: [tuning.csv, none.jsonl], notes: README.md }"
            )
            try workspace.write("\(Parcels.folder)/README.md", "no cases")
            try workspace.write(
                "\(Parcels.folder)/tuning.csv", "id,text,amount\n1,a,2\n2,b,much\n3,c\n")
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            try workspace.write("\(Parcels.folder)/none.jsonl", "")
            try await transcript.run("check", Parcels.folder)
            try transcript.expectGolden("check-datasets")
        }
    }

    @Test func `a recording is held against the prompt, the model and the cases`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 5)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, "--record", "--limit", "3",
                    environment: model.environment)
            }
            var transcript = Transcript(workspace)
            try await transcript.run("check", Parcels.folder)
            try workspace.edit("\(Parcels.folder)/prompt.md", "this parcel", "that parcel")
            try await transcript.run("check", Parcels.folder)
            try workspace.edit("\(Parcels.folder)/prompt.md", "{{amount}}", "{{amount}")
            try await transcript.run("check", Parcels.folder)
            try transcript.expectGolden("check-recording")
        }
    }

    @Test func `of a huge file only the beginning is looked at, and that is said`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 130_000)
            let outcome = try await workspace.assay("check", Parcels.folder)
            #expect(outcome.exitCode == 0)
            let line = try #require(
                outcome.text.split(separator: "\n").first { $0.hasPrefix("  traffic.jsonl: ") })
            #expect(
                line.contains(/the first 10\d,\d{3} lines of 9\.\d MB looked at, 10\d,\d{3} cases/),
                "\(line)")
        }
    }
}
