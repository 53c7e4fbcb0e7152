import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation
import Synchronization
import Testing

/// How a replay ends before its source does.
struct ReplayStopTests {
    @Test(arguments: [1, 3, 8])
    func `calls under way finish, no other begins, and the next run does the rest`(
        width: Int
    ) async throws {
        try await ReplayBench.with { bench in
            let stop = ReplayStop()
            let model = FakeModel(bench.feature) { call in
                if call == 10 { stop.request() }
                return FakeModel.Reply()
            }
            let paths = [bench.heuristic(), bench.path(model, width: width)]
            let stopped = try await bench.replay(ReplayBench.lines(60), by: paths, stop: stop)
            #expect(stopped.stopReason == .requested)
            #expect((11...(11 + width)).contains(model.record.calls.count))
            #expect(try await bench.logged("model").count == model.record.calls.count)
            let rest = try await bench.replay(ReplayBench.lines(60), by: paths)
            #expect(rest.stopReason == nil)
            #expect(model.record.calls.count == 60)
            #expect(Set(model.record.calls).count == 60)
            #expect(Set(try await bench.logged("heuristic")).count == 60)
        }
    }

    @Test func `a stop before the start reads nothing`() async throws {
        try await ReplayBench.with { bench in
            let stop = ReplayStop()
            stop.request()
            let summary = try await bench.replay(
                ReplayBench.lines(5), by: [bench.heuristic()], stop: stop)
            #expect(summary.read == 0)
            #expect(summary.stopReason == .requested)
        }
    }

    @Test func `a cancellation drops calls under way and keeps the answers that came`()
        async throws
    {
        try await ReplayBench.with { bench in
            let reached = AsyncGate()
            let model = FakeModel(bench.feature) { call in
                guard call >= 6 else { return FakeModel.Reply() }
                await reached.open()
                try await Task.sleep(for: .seconds(3600))
                return FakeModel.Reply()
            }
            let paths = [bench.heuristic(), bench.path(model, width: 3)]
            let work = Task { try await bench.replay(ReplayBench.lines(30), by: paths) }
            await reached.pass()
            work.cancel()
            await #expect(throws: CancellationError.self) { try await work.value }
            let logged = try await bench.logged("model").count
            #expect(logged <= 6)
            // A slot may still have been on its way to the log, never an answer lost behind it.
            #expect(logged >= 4)
        }
    }

    @Test func `a stop between two tries keeps the first`() async throws {
        try await ReplayBench.with { bench in
            let stop = ReplayStop()
            let model = FakeModel(bench.feature) { call in
                if call == 1 { stop.request() }
                return FakeModel.Reply()
            }
            var options = ReplayOptions()
            options.repeats = 5
            let paths = [bench.path(model, width: 1)]
            try await bench.replay(ReplayBench.lines(3), by: paths, options: options, stop: stop)
            #expect(try await bench.logged("model") == ["1/q1/0", "1/q1/1"])
            try await bench.replay(ReplayBench.lines(3), by: paths, options: options)
            #expect(model.record.calls.count == 15)
            #expect(Set(model.record.calls).count == 15)
        }
    }

    @Test(arguments: [1, 4])
    func `where nobody reads along any more, calls under way are logged and no other begins`(
        width: Int
    ) async throws {
        struct ReaderHasGone: Error {}
        try await ReplayBench.with { bench in
            let reads = AsyncGate()
            let model = FakeModel(bench.feature) { call in
                // The first answer is logged and read while the others are under way.
                if call > 0 { await reads.pass() }
                return FakeModel.Reply()
            }
            let paths = [bench.heuristic(), bench.path(model, width: width)]
            await #expect(throws: ReaderHasGone.self) {
                try await bench.replay(ReplayBench.lines(60), by: paths) { _ in
                    Task { await reads.open() }
                    throw ReaderHasGone()
                }
            }
            let calls = model.record.calls.count
            #expect((1...width + 1).contains(calls))
            #expect(try await bench.logged("model").count == calls)
            try await bench.replay(ReplayBench.lines(60), by: paths)
            #expect(Set(model.record.calls).count == 60)
            #expect(model.record.calls.count == 60)
        }
    }

    @Test func `a log that cannot be written ends the replay with its error`() async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature) { call in
                if call == 3 { try? bench.store.close() }
                return FakeModel.Reply()
            }
            await #expect(throws: (any Error).self) {
                try await bench.replay(
                    ReplayBench.lines(30), by: [bench.path(model, width: 1)])
            }
        }
    }
}
