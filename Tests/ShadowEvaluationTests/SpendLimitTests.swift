import Decisions
import Evidence
import JSONCodec
import ShadowEvaluation
import Synchronization
import Testing

struct SpendLimitTests {
    @Test(arguments: 1...20)
    func `calls side by side never pay more than the limit`(seed: UInt64) async {
        let limit = SpendLimit(Money(nanoUSD: 10_000))
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<16 as Range<UInt64> {
                group.addTask {
                    var random = seed &* 31 &+ task
                    for _ in 0..<50 {
                        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        let reserve = Money(nanoUSD: Int64(random >> 33 % 900))
                        guard limit.reserve(reserve) else { continue }
                        await Task.yield()
                        let paid = Money(nanoUSD: reserve.nanoUSD * Int64(random >> 20 % 101) / 100)
                        limit.settle(reserved: reserve, paid: paid)
                    }
                }
            }
        }
        #expect(limit.spent <= Money(nanoUSD: 10_000))
    }

    @Test func `a reserve that just fits is allowed, one more is not`() {
        let limit = SpendLimit(Money(nanoUSD: 100))
        #expect(limit.reserve(Money(nanoUSD: 60)))
        #expect(limit.reserve(Money(nanoUSD: 40)))
        #expect(!limit.reserve(Money(nanoUSD: 1)))
        #expect(limit.reserve(.zero))
        limit.settle(reserved: Money(nanoUSD: 60), paid: Money(nanoUSD: 10))
        #expect(limit.reserve(Money(nanoUSD: 50)))
        #expect(limit.spent == Money(nanoUSD: 10))
    }

    @Test func `without a limit everything is allowed, and still counted`() {
        let limit = SpendLimit(nil)
        #expect(limit.reserve(Money(nanoUSD: .max)))
        limit.settle(reserved: Money(nanoUSD: .max), paid: Money(nanoUSD: 7))
        limit.settle(reserved: .zero, paid: nil)
        #expect(limit.spent == Money(nanoUSD: 7))
        #expect(limit.unpriced == 1)
    }

    @Test func `a reserve stays spent where the price of the call is unknown`() {
        let limit = SpendLimit(Money(nanoUSD: 100))
        #expect(limit.reserve(Money(nanoUSD: 60)))
        limit.settle(reserved: Money(nanoUSD: 60), paid: nil)
        #expect(limit.spent == Money(nanoUSD: 60))
        #expect(limit.unpriced == 1)
        #expect(!limit.reserve(Money(nanoUSD: 41)))
        #expect(limit.reserve(Money(nanoUSD: 40)))
    }

    @Test func `replies that do not say what they used come to the limit too`() async throws {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature, highest: Money(nanoUSD: 100)) { _ in
                FakeModel.Reply(price: nil)
            }
            let limit = SpendLimit(Money(nanoUSD: 350))
            let summary = try await bench.replay(
                ReplayBench.lines(10), by: [bench.heuristic(), bench.path(model, width: 1)],
                limit: limit)
            #expect(summary.stopReason == .spendLimit(Money(nanoUSD: 350)))
            #expect(model.record.calls.count == 3)
            #expect(limit.spent == Money(nanoUSD: 300) && limit.unpriced == 3)
        }
    }

    @Test(arguments: [1, 4, 16], [900, 1000, 1050, 5999])
    func `a replay stops before the limit and goes on with a higher one`(
        width: Int, limit: Int64
    ) async throws {
        try await ReplayBench.with { bench in
            let price = Money(nanoUSD: 70)
            let model = FakeModel(bench.feature, highest: Money(nanoUSD: 100)) { _ in
                await Task.yield()
                return FakeModel.Reply(price: price)
            }
            let paths = [bench.heuristic(), bench.path(model, width: width)]
            let spending = SpendLimit(Money(nanoUSD: limit))
            let summary = try await bench.replay(
                ReplayBench.lines(100), by: paths, limit: spending)
            #expect(summary.stopReason == .spendLimit(Money(nanoUSD: limit)))
            #expect(spending.spent.nanoUSD <= limit)
            #expect(spending.spent.nanoUSD == 70 * Int64(model.record.calls.count))
            #expect(summary.paths["model"]?.spent == spending.spent)
            // No more than the reserves of calls under way is left over.
            #expect(spending.spent.nanoUSD > limit - 100 * Int64(width))
            let rest = try await bench.replay(ReplayBench.lines(100), by: paths)
            #expect(rest.stopReason == nil)
            #expect(model.record.calls.count == 100)
        }
    }

    @Test func `tries of a case that were paid for are logged when the limit forbids the next`()
        async throws
    {
        try await ReplayBench.with { bench in
            let model = FakeModel(bench.feature, highest: Money(nanoUSD: 100)) { _ in
                FakeModel.Reply(price: Money(nanoUSD: 100))
            }
            var options = ReplayOptions()
            options.repeats = 3
            try await bench.replay(
                ReplayBench.lines(4), by: [bench.heuristic(), bench.path(model, width: 1)],
                options: options, limit: SpendLimit(Money(nanoUSD: 500)))
            #expect(model.record.calls.count == 5)
            #expect(try await bench.logged("model").count == 5)
            try await bench.replay(
                ReplayBench.lines(4), by: [bench.heuristic(), bench.path(model)], options: options)
            #expect(model.record.calls.count == 12)
            #expect(Set(model.record.calls).count == 12)
        }
    }

    @Test func `recordings cost nothing now, unknown prices cannot be limited`() async throws {
        try await ReplayBench.with { bench in
            let recorded = FakeModel(bench.feature, path: "recorded") { _ in
                FakeModel.Reply(price: Money(nanoUSD: 1000), isRecorded: true)
            }
            let unknown = FakeModel(bench.feature, path: "unknown", highest: nil)
            #expect(bench.path(recorded).hasKnownPrice)
            #expect(!bench.path(unknown).hasKnownPrice)
            #expect(bench.heuristic().hasKnownPrice)
            let limit = SpendLimit(.zero)
            let summary = try await bench.replay(
                ReplayBench.lines(5), by: [bench.path(recorded), bench.path(unknown)],
                limit: limit)
            #expect(summary.stopReason == nil)
            #expect(limit.spent == .zero)
            #expect(limit.unpriced == 5)
            #expect(summary.paths["recorded"]?.recorded == 5)
            #expect(summary.paths["unknown"]?.unpriced == 5)
        }
    }
}
