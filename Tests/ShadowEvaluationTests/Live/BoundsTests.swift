import Decisions
import ShadowEvaluation
import Synchronization
import Testing

/// Queues, money, deadlines and breakers, and what is logged where one of them is hit.
struct BoundsTests {
    @Test func `a full queue sheds shadows, and the callers are answered at once`() async throws {
        let gate = AsyncGate()
        let bench = try LiveBench(
            "shadow: { queue: 3, concurrency: 2 }",
            models: [
                { _ in
                    await gate.pass()
                    return FakeModel.Reply()
                }
            ])
        await bench.running {
            for n in 0..<20 { _ = await bench.decide(LiveBench.request(1, id: "\(n)")) }
            await gate.open()
        }
        let answers = bench.sink.answers(of: "model")
        let shed = answers.filter { $0.status == .shed }
        // Two may have been under way and three waiting, at any one time.
        #expect(shed.count >= 15 && shed.allSatisfy { $0.reason?.code == .overload })
        #expect(shed.allSatisfy { $0.inclusionProbability == 1 })
        #expect(answers.count == 20 && bench.ledger.addsUp)
    }

    @Test func `no more calls of a path are under way than it may have`() async throws {
        let counts = Mutex((now: 0, most: 0))
        let bench = try LiveBench(
            "shadow: { concurrency: 3 }",
            models: [
                { _ in
                    counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                    for _ in 0..<5 { await Task.yield() }
                    counts.withLock { $0.now -= 1 }
                    return FakeModel.Reply()
                }
            ])
        await bench.running {
            for n in 0..<200 { _ = await bench.decide(LiveBench.request(1, id: "\(n)")) }
        }
        #expect((1...3).contains(counts.withLock(\.most)))
        #expect(bench.sink.answers(of: "model").allSatisfy { $0.status == .answered })
    }

    @Test func `a model in charge has places of its own beside shadows that hang`() async throws {
        let gate = AsyncGate()
        let hasBegun = Mutex(false)
        let bench = try LiveBench(
            "shadow: { concurrency: 1 }",
            models: [
                { call in
                    guard call == 0 else { return FakeModel.Reply() }
                    hasBegun.withLock { $0 = true }
                    await gate.pass()
                    return FakeModel.Reply()
                }
            ])
        try await bench.running {
            for n in 0..<5 { _ = await bench.decide(LiveBench.request(1, id: "shadow \(n)")) }
            while !hasBegun.withLock({ $0 }) { await Task.yield() }
            var switches = LiveSwitches()
            switches.inCharge = "model"
            try bench.live.set(switches)
            for n in 0..<20 {
                let decision = await bench.decide(LiveBench.request(1, id: "\(n)"))
                #expect(decision.answers[0].source == .path("model"))
            }
            await gate.open()
        }
        #expect(bench.ledger.paths["model"]?.ends.values.reduce(0, +) == 25)
        #expect(bench.ledger.addsUp)
    }

    @Test(arguments: ["budget_usd_per_hour", "budget_usd_per_day"])
    func `shadows stop before the budget and go on in the next hour or day`(
        key: String
    ) async throws {
        let bench = try LiveBench(
            "shadow: { \(key): 0.000001 }",
            models: [{ _ in FakeModel.Reply(price: Money(nanoUSD: 300)) }],
            highest: Money(nanoUSD: 400))
        await bench.running {
            for window in 0..<2 {
                for n in 0..<10 {
                    _ = await bench.decide(LiveBench.request(1, id: "\(window) \(n)"))
                    while bench.ledger.paths["model"]?.pending != 0 { await Task.yield() }
                }
                bench.time.advance(by: .seconds(key.hasSuffix("day") ? 86_400 : 3600))
            }
        }
        let answers = bench.sink.answers(of: "model")
        // 300 and 300 leave room for a reserve of 400, 900 does not.
        #expect(answers.count { $0.status == .answered } == 6)
        #expect(
            answers.filter { $0.status == .skipped }.allSatisfy {
                $0.reason?.code == .overBudget
            })
        #expect(bench.ledger.paths["model"]?.spent == Money(nanoUSD: 1800))
    }

    /// By how much the clock is wrong for a while, and how many calls its hours and days allow then.
    @Test(arguments: [(-400, 0), (400, 3)])
    func `a clock that is set opens a budget no further, and shuts it for no longer than it lasts`(
        days: Int64, meanwhile: Int
    ) async throws {
        let bench = try LiveBench(
            "shadow: { budget_usd_per_day: 0.000001 }",
            models: [{ _ in FakeModel.Reply(price: Money(nanoUSD: 300)) }],
            highest: Money(nanoUSD: 400))
        func answered(_ name: String) async -> Int {
            for n in 0..<5 {
                _ = await bench.decide(LiveBench.request(1, id: "\(name) \(n)"))
                while bench.ledger.paths["model"]?.pending != 0 { await Task.yield() }
            }
            return bench.ledger.paths["model"]?.ends[.init(status: .answered, reason: nil)] ?? 0
        }
        await bench.running {
            #expect(await answered("before") == 3)
            bench.time.set(aheadBy: .seconds(days * 86_400))
            #expect(await answered("meanwhile") == 3 + meanwhile)
            bench.time.set(aheadBy: .zero)
            #expect(await answered("after") == 3 + meanwhile)
            bench.time.advance(by: .seconds(86_400))
            #expect(await answered("the next day") == 6 + meanwhile)
        }
        #expect(bench.sink.answers(of: "model").allSatisfy { $0.latency >= 0 })
        #expect(bench.ledger.addsUp)
    }

    @Test func `calls side by side never pay more than the budget, also after a reload`()
        async throws
    {
        let state = LiveState()
        for round in 0..<2 {
            let bench = try LiveBench(
                "shadow: { budget_usd_per_day: 0.00001, concurrency: 16 }",
                models: [
                    { _ in
                        await Task.yield()
                        return FakeModel.Reply(price: Money(nanoUSD: 900))
                    }
                ], highest: Money(nanoUSD: 1000), state: state)
            await bench.running {
                for n in 0..<100 {
                    _ = await bench.decide(LiveBench.request(1, id: "\(round) \(n)"))
                }
            }
        }
        let spent = try #require(state.ledger.snapshot.paths["model"]?.spent)
        #expect(spent <= Money(nanoUSD: 10_000) && spent > Money(nanoUSD: 9000 - 900))
        #expect(state.ledger.snapshot.addsUp)
    }

    @Test func `a budget refuses what has no known price`() async throws {
        let bench = try LiveBench(
            "shadow: { budget_usd_per_day: 100 }", models: [{ _ in FakeModel.Reply() }],
            highest: nil)
        await bench.running { _ = await bench.decide(LiveBench.request(1)) }
        #expect(bench.sink.answers(of: "model").map(\.reason?.code) == [.overBudget])
    }

    @Test func `a dead server is left alone, and probed until it recovers`() async throws {
        let isDead = Mutex(true)
        let calls = Mutex(0)
        let bench = try LiveBench(models: [
            { _ in
                calls.withLock { $0 += 1 }
                return isDead.withLock { $0 }
                    ? FakeModel.Reply(status: .failed, reason: .unreachable) : FakeModel.Reply()
            }
        ])
        func ask(_ times: Int, _ name: String) async {
            for n in 0..<times {
                _ = await bench.decide(LiveBench.request(1, id: "\(name) \(n)"))
                while bench.ledger.paths["model"]?.pending != 0 { await Task.yield() }
            }
        }
        await bench.running {
            await ask(30, "dead")
            #expect(calls.withLock { $0 } == 10)
            bench.time.advance(by: .seconds(2))
            await ask(5, "probed")
            #expect(calls.withLock { $0 } == 11)
            isDead.withLock { $0 = false }
            bench.time.advance(by: .seconds(4))
            await ask(5, "recovered")
            #expect(calls.withLock { $0 } == 16)
        }
        let skipped = bench.sink.answers(of: "model").filter { $0.status == .skipped }
        #expect(skipped.count == 24 && skipped.allSatisfy { $0.reason?.code == .breakerOpen })
        #expect(bench.ledger.addsUp)
    }

    @Test func `refusals and nonsense do not open the breaker`() async throws {
        let bench = try LiveBench(models: [
            { call in
                FakeModel.Reply(status: .failed, reason: call % 2 == 0 ? .refusal : .unparsable)
            }
        ])
        await bench.running {
            for n in 0..<50 { _ = await bench.decide(LiveBench.request(1, id: "\(n)")) }
        }
        #expect(bench.sink.answers(of: "model").allSatisfy { $0.status == .failed })
    }

    @Test func `a shadow that is too old is shed, one that takes too long fails`() async throws {
        let bench = try LiveBench(
            "shadow: { deadline: 1s, concurrency: 1 }",
            models: [
                { _ in
                    try await ContinuousClock().sleep(for: .seconds(3600))
                    return FakeModel.Reply()
                }
            ], sleep: { _ in })
        await bench.running {
            _ = await bench.decide(LiveBench.request(1, id: "slow"))
            while bench.ledger.paths["model"]?.pending != 0 { await Task.yield() }
        }
        #expect(bench.sink.answers(of: "model").map(\.reason?.code) == [.timeout])
        let old = try LiveBench("shadow: { deadline: 1s }", models: [{ _ in FakeModel.Reply() }])
        _ = await old.decide(LiveBench.request(1))
        old.time.advance(by: .seconds(1))
        await old.running {}
        let answer = try #require(old.sink.answers(of: "model").first)
        #expect(answer.status == .shed && answer.reason?.code == .overload)
        #expect(answer.latency == 1_000_000_000)
    }
}
