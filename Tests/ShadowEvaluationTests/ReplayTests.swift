import Decisions
import Foundation
import Evidence
import JSONCodec
import ShadowEvaluation
import Synchronization
import Testing

struct ReplayTests {
    @Test(arguments: [64, 256, 1 << 20])
    func `cases are numbered in the order of the source, however they are parsed`(
        chunkSize: Int
    ) async throws {
        try await ReplayBench.with { bench in
            let lines = ReplayBench.lines(500)
            try await bench.replay(lines, by: [bench.heuristic()], chunkSize: chunkSize)
            let arrivals = (1...500).map { number in
                let input = CaseInput(
                    json: Array(#"{"text":"case \#(number)","n":\#(number)}"#.utf8))
                return CaseArrival(
                    id: "\(number)", inputHash: input.hash.high, line: number,
                    time: CaseCell.noTime, user: nil)
            }
            let tickets = try await bench.store.register(
                arrivals, of: bench.key, from: CaseSource(name: "x", signature: "x"), wanted: [])
            #expect(tickets.map(\.caseNumber) == Array(0..<500))
        }
    }

    @Test func `rules answer once, models as often as they are to repeat`() async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature)
            var options = ReplayOptions()
            options.repeats = 3
            try await bench.replay(
                ReplayBench.lines(7), by: [bench.heuristic(), bench.path(model)], options: options)
            #expect(try await bench.logged("heuristic").count == 7)
            let tries = try await bench.logged("model")
            #expect(tries.count == 21)
            #expect(Set(tries).count == 21)
            #expect(model.record.calls.count == 21)
        }
    }

    @Test func `one call answers every question, each in an observation of one request`()
        async throws
    {
        try await ReplayBench.with(questions: 3) { bench in
            let model = FakeModel(bench.feature)
            let summary = try await bench.replay(
                ReplayBench.lines(5), by: [bench.heuristic(), bench.path(model)])
            #expect(summary.answered == 5)
            #expect(summary.observations == 15)
            #expect(model.record.calls.count == 5)
            let export = try await bench.export()
            #expect(Set(export.compactMap { $0["request_id"]?.string }).count == 5)
            #expect(Set(export.compactMap { $0["observation_id"]?.string }).count == 15)
            #expect(try await bench.logged("model").count == 15)
        }
    }

    @Test(arguments: [1, 2, 5, 16])
    func `as many calls are under way as the path allows`(width: Int) async throws {
        try await ReplayBench.with { bench in
            let gate = AsyncGate()
            let model = FakeModel(bench.feature) { call in
                // The first calls wait for one another, so that all of them are seen at once.
                if call < width - 1 { await gate.pass() }
                if call == width - 1 { await gate.open() }
                return FakeModel.Reply()
            }
            try await bench.replay(ReplayBench.lines(40), by: [bench.path(model, width: width)])
            #expect(model.record.mostUnderWay == width)
            #expect(model.record.calls.count == 40)
        }
    }

    @Test(arguments: [
        AnswerReason.Code.timeout, .unreachable, .rateLimited, .outsideChoices,
    ])
    func `a failure is logged with its reason, counted, and asked for again only on request`(
        reason: AnswerReason.Code
    ) async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature) { call in
                call < 3 ? FakeModel.Reply(status: .failed, reason: reason) : FakeModel.Reply()
            }
            let paths = [bench.heuristic(), bench.path(model, width: 1)]
            let first = try await bench.replay(ReplayBench.lines(5), by: paths)
            #expect(first.paths["model"]?.failures == [reason: 3])
            #expect(first.paths["model"]?.answered == 2)
            let second = try await bench.replay(ReplayBench.lines(5), by: paths)
            #expect(second.alreadyAnswered == 5)
            var options = ReplayOptions()
            options.retryFailed = true
            let third = try await bench.replay(ReplayBench.lines(5), by: paths, options: options)
            #expect(third.paths["model"]?.answered == 3)
            #expect(third.alreadyAnswered == 2)
            #expect(model.record.calls.count == 8)
        }
    }

    @Test func `what no recording holds is asked for again once a model can answer`() async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature) { call in
                call < 5
                    ? FakeModel.Reply(status: .failed, reason: .notRecorded) : FakeModel.Reply()
            }
            let paths = [bench.heuristic(), bench.path(model, width: 1)]
            let first = try await bench.replay(ReplayBench.lines(5), by: paths)
            #expect(first.paths["model"]?.failures == [.notRecorded: 5])
            let second = try await bench.replay(ReplayBench.lines(5), by: paths)
            #expect(second.paths["model"]?.answered == 5)
            #expect(second.paths["heuristic"] == nil)
        }
    }

    @Test func `only the path whose version changed is asked again`() async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature)
            for (rules, prompt) in [("1", "1"), ("2", "1"), ("2", "2"), ("1", "1")] {
                try await bench.replay(
                    ReplayBench.lines(4),
                    by: [bench.heuristic(version: rules), bench.path(model, version: prompt)])
            }
            #expect(try await bench.logged("heuristic").count == 8)
            #expect(model.record.calls.count == 8)
        }
    }

    @Test func `several models answer side by side, each in its own name`() async throws {
        try await ReplayBench.with { bench in
            let models = ["small", "large"].map { FakeModel(bench.feature, path: $0) }
            try await bench.replay(
                ReplayBench.lines(6), by: [bench.heuristic()] + models.map { bench.path($0) })
            for model in models {
                #expect(try await bench.logged(model.path).count == 6)
                #expect(model.record.calls.count == 6)
            }
        }
    }

    @Test func `what reads along gets every observation, in the order of the log`() async throws {
        try await ReplayBench.with { bench in
            let output = Collected()
            try await bench.replay(
                ReplayBench.lines(300), by: [bench.heuristic()], chunkSize: 256
            ) { output.append($0) }
            let logged = try await bench.export()
            #expect(try output.lines == logged)
        }
    }

    @Test func `what reads along gets one piece at a time`() async throws {
        try await ReplayBench.with { bench in
            let inside = Mutex(0)
            let most = Mutex(0)
            try await bench.replay(
                ReplayBench.lines(200), by: [bench.heuristic()], chunkSize: 256,
                output: { _ in
                    let count = inside.withLock {
                        $0 += 1
                        return $0
                    }
                    most.withLock { $0 = max($0, count) }
                    usleep(2000)
                    inside.withLock { $0 -= 1 }
                })
            #expect(most.withLock { $0 } == 1)
        }
    }

    @Test func `a reader that fails ends the replay, and what is logged stays`() async throws {
        struct Gone: Error {}
        try await ReplayBench.with { bench in
            let output: @Sendable ([UInt8]) throws -> Void = { _ in throw Gone() }
            await #expect(throws: Gone.self) {
                try await bench.replay(
                    ReplayBench.lines(20), by: [bench.heuristic()], output: output)
            }
            let logged = try await bench.logged("heuristic")
            #expect(logged.count == 20)
        }
    }
}
