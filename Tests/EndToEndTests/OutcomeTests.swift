import Testing

/// `assay outcomes import`.
struct OutcomeTests {
    @Test func `truths are matched, wait or conflict, and count once`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 4)
            let cases = (1...4).map { #"{"id":"\#($0)","text":"p","amount":\#($0)}"# + "\n" }
            try workspace.write("\(Parcels.folder)/traffic.jsonl", cases.joined())
            try workspace.write(
                "truths.jsonl",
                """
                {"id":"1","value":"approve"}
                {"id":"2","value":"review","source":"human","rater":"ann"}
                {"id":"2","value":"approve","source":"human","rater":"bob"}
                {"case_id":"9","value":"review"}

                """)
            var transcript = Transcript(workspace)
            try await transcript.run("replay", Parcels.folder, "--only", "heuristic")
            try await transcript.run("outcomes", "import", Parcels.folder, "truths.jsonl")
            try await transcript.run("outcomes", "import", Parcels.folder, "truths.jsonl")
            try await transcript.run("outcomes", "import", Parcels.folder, "truths.jsonl", "--json")
            try await transcript.run("evidence")
            try transcript.expectGolden("outcomes")
            let observations = try await workspace.export()
            #expect(
                observations.map { $0.outcome?.value } == ["approve", nil, nil, nil]
                    || observations.first?.outcome?.value == "approve")
        }
    }

    @Test func `truths on standard input may be CSV`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 2)
            _ = try await workspace.assay("replay", Parcels.folder)
            let outcome = try await workspace.assay(
                "outcomes", "import", Parcels.folder, "-", "--format", "csv",
                input: .text("id,value,source,rater\n1,review,human,ann\n9,approve,human,ann\n"))
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(outcome.text.contains("1 matched, 1 unmatched"), "\(outcome.text)")
            #expect(try await workspace.export().first?.outcome?.value == "review")
        }
    }

    @Test func `a truth that waits is joined when its case comes`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write("cases.jsonl", #"{"id":"x","text":"p","amount":3}"# + "\n")
            let first = try await workspace.assay(
                "outcomes", "import", Parcels.folder, "-",
                input: .text(#"{"id":"x","value":"review"}"# + "\n"))
            #expect(first.text.contains("1 unmatched"), "\(first.text)\(first.errors)")
            _ = try await workspace.assay("replay", Parcels.folder, "cases.jsonl")
            #expect(try await workspace.export().first?.outcome?.value == "review")
        }
    }

    @Test func `truths that cannot be read are left out by line`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3)
            _ = try await workspace.assay("replay", Parcels.folder)
            try workspace.write(
                "truths.jsonl",
                """
                {"id":"1","value":"review"}
                {"id":"2","value":"rejected"}
                {"value":"review"}
                {"id":"3"}
                {"id":"3","value":"rev
                {"id":"3","value":"review","source":"rumour"}
                {"id":"3","value":"review","observed_at":"yesterday"}
                {"id":"3","value":7}
                [1]

                """)
            var transcript = Transcript(workspace)
            try await transcript.run("outcomes", "import", Parcels.folder, "truths.jsonl")
            try workspace.write("none.jsonl", "no\n")
            try await transcript.run("outcomes", "import", Parcels.folder, "none.jsonl")
            try await transcript.run("outcomes", "import", Parcels.folder, "missing.jsonl")
            try transcript.expectGolden("outcomes-bad")
        }
    }

    @Test func `truths come as CSV too`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            try workspace.write("cases.jsonl", #"{"id":"a","text":"p"}"# + "\n")
            _ = try await workspace.assay("replay", Parcels.folder, "cases.jsonl")
            try workspace.write("truths.csv", "id,value,source,rater\na,review,human,ann\n")
            let outcome = try await workspace.assay(
                "outcomes", "import", Parcels.folder, "truths.csv")
            #expect(outcome.text.contains("1 matched"), "\(outcome.text)\(outcome.errors)")
            #expect(try await workspace.export().first?.outcome?.value == "review")
        }
    }
}
