import Testing

/// `--budget`.
struct BudgetTests {
    @Test(arguments: [1, 8])
    func `the limit stops the replay cleanly and is never passed`(width: Int) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 30)
            try await MockModel.with { model in
                let outcome = try await workspace.assay(
                    "replay", Parcels.folder, "--budget", "0.0105", "--concurrency", "\(width)",
                    environment: model.environment)
                #expect(outcome.exitCode == 75)
                #expect(outcome.text.contains("stopped at the spend limit"))
                #expect(outcome.text.contains("goes on from here and may spend as much again"))
                #expect(model.journal.count == 10)
                #expect(try await workspace.export().answers(of: "model").count == 10)
                let rest = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(rest.answered == 20)
                #expect(Set(model.journal).count == 30)
            }
        }
    }

    @Test func `tries that were paid for before the limit are kept`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 5)
            try await MockModel.with { model in
                for _ in 1...2 {
                    _ = try await workspace.assay(
                        "replay", Parcels.folder, "--repeat", "3", "--budget", "0.004",
                        "--concurrency", "1", environment: model.environment)
                }
                _ = try await workspace.assay(
                    "replay", Parcels.folder, "--repeat", "3", environment: model.environment)
                #expect(model.journal.count == 15)
                #expect(try await workspace.export().answers(of: "model").count == 15)
            }
        }
    }

    @Test func `a limit that cannot hold is refused before anything is asked`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 3, model: "retries: 0")
            try await MockModel.with { model in
                var transcript = Transcript(workspace)
                try await transcript.run(
                    "replay", Parcels.folder, "--budget", "1", environment: model.environment)
                #expect(model.journal.isEmpty)
                try transcript.expectGolden("budget-unknown")
            }
        }
    }

    @Test func `a recording costs nothing now`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 5)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, "--record", environment: model.environment)
            }
            let report = try await workspace.assay(
                "replay", Parcels.folder, "--budget", "0", "--evidence", "again.sqlite", "--json"
            ).report()
            #expect(report.stopped == nil)
            #expect(report.paths["model"]?.recorded == 5)
        }
    }
}
