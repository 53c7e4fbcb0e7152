import Foundation
import TestSupport
import Testing

/// Nothing is answered twice, whatever ends a run.
struct ResumeTests {
    @Test func `a second run asks nobody and logs nothing`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 10)
            try await MockModel.with { model in
                let first = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(first.answered == 10)
                let before = try await workspace.assay("evidence", "export", Parcels.folder)
                let second = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(second.answered == 0)
                #expect(second.already_answered == 10)
                #expect(second.observations == 0)
                let after = try await workspace.assay("evidence", "export", Parcels.folder)
                #expect(after.output == before.output)
                #expect(model.journal.count == 10)
            }
        }
    }

    @Test func `Ctrl-C lets calls under way finish, and the same command goes on`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 40)
            let gate = Gate()
            try await MockModel.with { index, text in
                (index < 7 ? [] : [gate.step]) + [MockModel.answer(text)]
            } _: { model in
                let child = try workspace.start(
                    ["replay", Parcels.folder], environment: model.environment)
                await model.expectRequests(11)
                try await child.interrupt()
                gate.open()
                let stopped = try await child.outcome()
                #expect(stopped.exitCode == 75, "\(stopped.errors)")
                #expect(stopped.text.contains("stopped on request"))
                #expect(try await workspace.export().answers(of: "model").count == 11)
                #expect(model.journal.count == 11)
                try await expectCompletion(workspace, model, count: 40)
                #expect(model.journal.count == 40)
                #expect(Set(model.journal).count == 40)
            }
        }
    }

    @Test func `a second Ctrl-C drops calls under way, and loses no answer that came`() async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 30)
            let gate = Gate()
            try await MockModel.with { index, text in
                (index < 5 ? [] : [gate.step]) + [MockModel.answer(text)]
            } _: { model in
                let child = try workspace.start(
                    ["replay", Parcels.folder], environment: model.environment)
                await model.expectRequests(9)
                try await child.interrupt()
                child.send(SIGINT)
                let dropped = try await child.outcome()
                #expect(!dropped.isTimedOut)
                #expect(dropped.exitCode == 75, "\(dropped.errors)")
                #expect(try await workspace.export().answers(of: "model").count == 5)
                gate.open()
                try await expectCompletion(workspace, model, count: 30)
            }
        }
    }

    @Test func `after kill -9 the log opens, and each case ends up there once`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 60)
            var logged: Set<String> = []
            for round in 1...5 {
                let gate = Gate()
                try await MockModel.with { index, text in
                    (index < 6 + round ? [] : [gate.step]) + [MockModel.answer(text)]
                } _: { model in
                    let child = try workspace.start(
                        ["replay", Parcels.folder], environment: model.environment)
                    await model.expectRequests(6 + round)
                    child.send(SIGKILL)
                    let killed = try await child.outcome()
                    #expect(killed.signal == SIGKILL)
                    gate.open()
                }
                let ids = try await workspace.export().map(\.observation_id)
                #expect(Set(ids).isSuperset(of: logged), "an observation was lost")
                logged = Set(ids)
            }
            try await MockModel.with { try await expectCompletion(workspace, $0, count: 60) }
        }
    }

    /// Runs to the end and expects every case in the log once, with the right answers.
    private func expectCompletion(
        _ workspace: Workspace, _ model: MockModel, count: Int
    ) async throws {
        let last = try await workspace.assay(
            "replay", Parcels.folder, "--json", environment: model.environment)
        #expect(last.exitCode == 0, "\(last.errors)")
        #expect(try last.report().stopped == nil)
        let observations = try await workspace.export()
        let all = Set((1...count).map(String.init))
        for path in ["heuristic", "model"] {
            let answers = observations.answers(of: path)
            #expect(answers.count == count)
            #expect(Set(answers.map(\.caseID)) == all)
        }
        #expect(
            observations.answers(of: "model").allSatisfy {
                $0.answer.value == MockModel.label(of: $0.caseID)
            })
    }

    @Test func `after a change of the rules only the rules answer again`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 12)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                try workspace.edit("\(Parcels.folder)/rules.yaml", "10.0", "5.0")
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(report.paths["heuristic"]?.answered == 12)
                #expect(report.paths["model"] == nil)
                #expect(model.journal.count == 12)
            }
            let observations = try await workspace.export()
            #expect(observations.answers(of: "heuristic").count == 24)
            #expect(observations.answers(of: "model").count == 12)
        }
    }

    @Test(arguments: [
        ("prompt.md", "approve or review?", "review or approve?"),
        ("feature.yaml", "model: mock-1", "model: mock-2"),
    ])
    func `after a change of prompt or model only the model is asked again`(
        file: String, old: String, new: String
    ) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 12)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                try workspace.edit("\(Parcels.folder)/\(file)", old, new)
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(report.paths["heuristic"] == nil)
                #expect(report.paths["model"]?.answered == 12)
                #expect(model.journal.count == 24)
            }
        }
    }

    @Test func `a change of prices or economics asks nobody again`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 6)
            try await MockModel.with { model in
                _ = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                try workspace.edit(
                    "\(Parcels.folder)/feature.yaml", "per_call: 0.001", "per_call: 1")
                try workspace.edit("\(Parcels.folder)/feature.yaml", "5.00", "7.00")
                let report = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(report.already_answered == 6)
                #expect(model.journal.count == 6)
            }
        }
    }

    @Test func `new lines of a file that has grown are answered, the old ones are not`()
        async throws
    {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 6)
            _ = try await workspace.assay("replay", Parcels.folder)
            try workspace.write(
                "\(Parcels.folder)/traffic.jsonl", Parcels.traffic(1...9, of: 6))
            let report = try await workspace.assay("replay", Parcels.folder, "--json").report()
            #expect(report.already_answered == 6)
            #expect(report.answered == 3)
        }
    }

    @Test func `answers that failed are asked for again where that is wanted`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 6, model: "retries: 0")
            try await MockModel.with { index, text in
                index < 6 ? [.respond(500)] : [MockModel.answer(text)]
            } _: { model in
                for (options, answered, status) in [
                    ([], nil, 69), ([], nil, 0), (["--retry-failed"], 6, 0),
                ] as [([String], Int?, Int32)] {
                    let arguments = ["replay", Parcels.folder, "--json"] + options
                    let report = try await workspace.start(
                        arguments, environment: model.environment
                    ).outcome().report(exit: status)
                    #expect(
                        report.paths["model"]?.answered == answered
                            ?? report.paths["model"].map { _ in 0 })
                }
                #expect(model.journal.count == 12)
            }
        }
    }
}
