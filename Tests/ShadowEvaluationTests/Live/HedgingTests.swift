import Decisions
import ShadowEvaluation
import Synchronization
import Testing

/// A call in charge that takes long is made once more.
struct HedgingTests {
    private static func bench(
        inCharge: String = "model", budget: String = "",
        _ script: @escaping FakeModel.Script
    ) throws -> LiveBench {
        try LiveBench(
            "in_charge: \(inCharge)", models: [script], modelSettings: ", hedge: 1ms\(budget)",
            highest: Money(nanoUSD: 100),
            sleep: { if $0 > .seconds(1) { try await ContinuousClock().sleep(for: $0) } })
    }

    private static let stalling: FakeModel.Script = { call in
        if call == 0 { try await ContinuousClock().sleep(for: .seconds(3600)) }
        return FakeModel.Reply(price: Money(nanoUSD: 30))
    }

    @Test func `the first reply counts, and bears the price of both`() async throws {
        let bench = try Self.bench(Self.stalling)
        let decision = await bench.running { await bench.decide(LiveBench.request(1)) }
        #expect(decision.answers[0].source == .path("model"))
        #expect(decision.answers[0].inCharge.price == Money(nanoUSD: 130))
        #expect(bench.models[0].record.calls.count == 2)
        let counts = try #require(bench.ledger.paths["model"])
        #expect(counts.spent == Money(nanoUSD: 30) && counts.unpriced == 1)
        #expect(counts.ends.values.reduce(0, +) == 1 && bench.ledger.addsUp)
    }

    @Test func `a failure waits for the call beside it`() async throws {
        let calls = Mutex(0)
        let bench = try Self.bench { call in
            calls.withLock { $0 += 1 }
            while calls.withLock({ $0 }) < 2 { await Task.yield() }
            return call == 0
                ? FakeModel.Reply(status: .failed, reason: .connectionLost)
                : FakeModel.Reply(price: Money(nanoUSD: 30))
        }
        let decision = await bench.running { await bench.decide(LiveBench.request(1)) }
        #expect(decision.answers[0].source == .path("model"))
    }

    @Test func `a budget that is used up allows no second call`() async throws {
        let gate = AsyncGate()
        let bench = try Self.bench(budget: ", budget_usd_per_day: 0.0000001") { _ in
            await gate.pass()
            return FakeModel.Reply(price: Money(nanoUSD: 30))
        }
        await bench.running {
            async let decision = bench.decide(LiveBench.request(1))
            for _ in 0..<100 { await Task.yield() }
            await gate.open()
            #expect(await decision.answers[0].source == .path("model"))
        }
        #expect(bench.models[0].record.calls.count == 1)
    }

    @Test func `shadows are not hedged`() async throws {
        let gate = AsyncGate()
        let bench = try Self.bench(inCharge: "heuristic") { _ in
            await gate.pass()
            return FakeModel.Reply()
        }
        await bench.running {
            _ = await bench.decide(LiveBench.request(1))
            for _ in 0..<100 { await Task.yield() }
            await gate.open()
        }
        #expect(bench.models[0].record.calls.count == 1)
    }
}
