import Evidence
import ShadowEvaluation
import Testing

/// Two replays on one log pay for nothing twice.
struct OverlappingReplayTests {
    @Test func `a replay of cases that another is asking about asks nobody`() async throws {
        try await ReplayBench.with { bench in
            let other = try await bench.reopened()
            let isAsked = AsyncGate()
            let mayAnswer = AsyncGate()
            let model = FakeModel(bench.feature) { _ in
                await isAsked.open()
                await mayAnswer.pass()
                return FakeModel.Reply()
            }
            let lines = ReplayBench.lines(20)
            async let first = bench.replay(lines, by: [bench.heuristic(), bench.path(model)])
            await isAsked.pass()
            let late = FakeModel(bench.feature)
            let expected = EvidenceError.underWay(path: bench.store.path)
            await #expect(throws: expected) {
                try await other.replay(lines, by: [other.heuristic(), other.path(late)])
            }
            await mayAnswer.open()
            #expect(try await first.answered == 20)
            #expect(model.record.calls.count == 20)
            let after = try await other.replay(
                lines, by: [other.heuristic(), other.path(late)])
            #expect(after.alreadyAnswered == 20)
            #expect(late.record.calls.isEmpty)
            #expect(try await bench.logged("heuristic").count == 20)
        }
    }

    @Test func `parts of the cases are asked about side by side`() async throws {
        try await ReplayBench.with { bench in
            let other = try await bench.reopened()
            let bothAsk = [AsyncGate(), AsyncGate()]
            let models = (0..<2).map { index in
                FakeModel(bench.feature) { _ in
                    await bothAsk[index].open()
                    await bothAsk[1 - index].pass()
                    return FakeModel.Reply()
                }
            }
            let parts = (1...2).map { index in
                var options = ReplayOptions()
                options.shard = ReplayOptions.Shard(index: index, count: 2)
                return options
            }
            let lines = ReplayBench.lines(40)
            async let first = bench.replay(lines, by: [bench.path(models[0])], options: parts[0])
            async let second = other.replay(lines, by: [other.path(models[1])], options: parts[1])
            #expect(try await first.answered + second.answered == 40)
            #expect(Set(try await bench.logged("model")).count == 40)
        }
    }

    @Test func `what was under way before the refusal is logged`() async throws {
        try await ReplayBench.with { bench in
            let other = try await bench.reopened()
            let isAsked = AsyncGate()
            let mayAnswer = AsyncGate()
            let slow = FakeModel(bench.feature) { _ in
                await isAsked.open()
                await mayAnswer.pass()
                return FakeModel.Reply()
            }
            let lines = ReplayBench.lines(40)
            async let thirtieth = other.replay([lines[29]], by: [other.path(slow)])
            await isAsked.pass()
            let model = FakeModel(bench.feature)
            let paths = [bench.path(model)]
            await #expect(throws: EvidenceError.underWay(path: bench.store.path)) {
                try await bench.replay(lines, by: paths, chunkSize: 200)
            }
            let calls = model.record.calls.count
            #expect((1..<30).contains(calls))
            #expect(try await bench.logged("model").count == calls)
            await mayAnswer.open()
            #expect(try await thirtieth.answered == 1)
            try await bench.replay(lines, by: paths, chunkSize: 200)
            #expect(model.record.calls.count == 39)
        }
    }
}
