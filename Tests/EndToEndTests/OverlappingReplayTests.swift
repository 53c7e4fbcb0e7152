import Foundation
import TestSupport
import Testing

/// Several replays at once on one log.
struct OverlappingReplayTests {
    @Test func `the same cases are asked once, and the second replay is told so`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 30)
            let gate = Gate()
            try await MockModel.with { _, text in
                [gate.step, MockModel.answer(text)]
            } _: { model in
                let first = try workspace.start(
                    ["replay", Parcels.folder], environment: model.environment)
                await model.expectRequests(4)
                var transcript = Transcript(workspace)
                try await transcript.run("replay", Parcels.folder, environment: model.environment)
                try transcript.expectGolden("replay-under-way")
                #expect(model.journal.count == 4)
                gate.open()
                #expect(try await first.outcome().exitCode == 0)
                let again = try await workspace.assay(
                    "replay", Parcels.folder, "--json", environment: model.environment
                ).report()
                #expect(again.already_answered == 30)
                #expect(Set(model.journal).count == 30)
                #expect(model.journal.count == 30)
            }
        }
    }

    @Test func `a replay that was killed is in nobody's way`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 10)
            let gate = Gate()
            try await MockModel.with { _, text in
                [gate.step, MockModel.answer(text)]
            } _: { model in
                let killed = try workspace.start(
                    ["replay", Parcels.folder], environment: model.environment)
                await model.expectRequests(4)
                killed.send(SIGKILL)
                #expect(try await killed.outcome().signal == SIGKILL)
                gate.open()
                let next = try await workspace.assay(
                    "replay", Parcels.folder, environment: model.environment)
                #expect(next.exitCode == 0, "\(next.errors)")
            }
            #expect(try await workspace.export().answers(of: "model").count == 10)
        }
    }

    /// As GNU parallel would start them: each has other cases of the same feature.
    @Test func `filters of one feature ask side by side`() async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 1)
            let allAsk = Gate()
            try await MockModel.with { index, text in
                if index == 5 { allAsk.open() }
                return [allAsk.step, MockModel.answer(text)]
            } _: { model in
                let filters = try (0..<3).map { part in
                    try workspace.start(
                        ["replay", Parcels.folder, "-", "--concurrency", "2"],
                        environment: model.environment,
                        input: .text(Parcels.traffic(part * 5 + 1...part * 5 + 5, of: 15)))
                }
                for filter in filters {
                    let outcome = try await filter.outcome()
                    #expect(outcome.exitCode == 0, "\(outcome.errors)")
                    #expect(try Workspace.observations(outcome.text).count == 5)
                }
                #expect(Set(model.journal).count == 15)
            }
        }
    }

    @Test(arguments: [(2, 4), (4, 2), (3, 3)])
    func `parts of the cases are asked side by side`(first: Int, count: Int) async throws {
        try await Workspace.with { workspace in
            try Parcels.write(to: workspace, count: 60)
            try await MockModel.with { model in
                // They share no case: the numbers have a common divisor.
                let parts = ["1/\(first)", "2/\(count)"]
                let children = try parts.map {
                    try workspace.start(
                        ["replay", Parcels.folder, "--shard", $0], environment: model.environment)
                }
                for child in children {
                    let outcome = try await child.outcome()
                    #expect(outcome.exitCode == 0, "\(outcome.errors)")
                }
                #expect(Set(model.journal).count == model.journal.count)
            }
        }
    }
}
