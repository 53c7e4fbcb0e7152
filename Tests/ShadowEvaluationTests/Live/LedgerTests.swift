import Decisions
import Evidence
import ShadowEvaluation
import Synchronization
import Testing

struct LedgerTests {
    /// A model that does everything that a model can do wrong.
    private static let faulty: FakeModel.Script = { call in
        switch call % 11 {
        case 0: return FakeModel.Reply(status: .failed, reason: .timeout)
        case 1: return FakeModel.Reply(status: .failed, reason: .rateLimited)
        case 2: return FakeModel.Reply(status: .failed, reason: .unparsable)
        case 3: return FakeModel.Reply(price: nil)
        case 4: throw CancellationError()
        case 5:
            await Task.yield()
            return FakeModel.Reply(price: Money(nanoUSD: 200))
        default: return FakeModel.Reply(price: Money(nanoUSD: 100))
        }
    }

    /// 100,000 requests from several threads: rules, models, a split and a cascade in charge, full
    /// queues, an empty purse, a breaker, paused shadows, a log that loses records, a kill switch
    /// and a drain that cuts off.
    @Test func `a hundred thousand requests under faults are accounted for to the last answer`()
        async throws
    {
        let lost = Mutex(0)
        let sink = MemorySink { number in
            guard number % 97 == 0 else { return .written }
            lost.withLock { $0 += 1 }
            return .unlogged(.full)
        }
        let bench = try LiveBench(
            """
            split: { unit: user, model: 0.3 }
            holdout: 0.05
            cascade: { below: 0.8 }
            shadow: { sample: 0.6, on_abstain: 1, repeat: 0.1, concurrency: 4, queue: 64,
                      budget_usd_per_day: 0.02 }
            """, questions: 2, models: [Self.faulty, Self.faulty], highest: Money(nanoUSD: 500),
            sink: sink)
        let threads = 8
        let each = 12_500
        await bench.running(drain: .zero) {
            await withTaskGroup(of: Void.self) { group in
                for thread in 0..<threads {
                    group.addTask {
                        for n in 0..<each {
                            // One of them also works the switches, so that each comes to bear.
                            if thread == 0, n % 60 == 0 { turn(n / 60, of: bench) }
                            let request = LiveBench.request(
                                n % 9, id: "\(thread) \(n)", user: "user \(n % 501)",
                                questions: n % 3 == 0 ? [1] : [], canHide: n % 2 == 0)
                            if n % 100 == 99 { bench.live.state.ledger.reject("bad_request") }
                            _ = await bench.decide(request)
                        }
                    }
                }
            }
        }
        let ledger = bench.ledger
        #expect(ledger.addsUp && ledger.inProgress == 0)
        #expect(ledger.answered == threads * each)
        #expect(ledger.rejected == ["bad_request": threads * each / 100])
        #expect(ledger.received == threads * each + threads * each / 100)
        for (name, counts) in ledger.paths {
            #expect(counts.pending == 0 && counts.pendingRepeats == 0, "\(name)")
        }
        try compare(ledger, with: bench.sink)
        #expect(
            ledger.unlogged.values.reduce(0, +) + ledger.unloggedShadows <= lost.withLock { $0 })
    }

    private func turn(_ change: Int, of bench: LiveBench) {
        var switches = LiveSwitches()
        switches.inCharge = [nil, "cascade", "model", "heuristic"][change % 4]
        switches.areShadowsPaused = change % 5 == 4
        switches.areModelsOff = change % 17 == 16
        try? bench.live.set(switches)
        bench.time.advance(by: .milliseconds(300))
        #expect(bench.ledger.addsUp)
    }

    /// The records say the same as the ledger, end by end.
    private func compare(_ ledger: LedgerSnapshot, with sink: MemorySink) throws {
        let decisions = sink.decisions
        #expect(decisions.count == ledger.answered)
        #expect(decisions.map(\.entries.count).reduce(0, +) == ledger.questions)
        #expect(decisions.count(where: \.isHidden) == ledger.hidden)
        let pending = decisions.map { $0.pending.count * $0.entries.count }.reduce(0, +)
        #expect(sink.shadows.map(\.answers.count).reduce(0, +) == pending)
        for (name, counts) in ledger.paths {
            var ends: [[LedgerSnapshot.End: Int]] = [[:], [:]]
            for answer in sink.answers(of: name) {
                let end = LedgerSnapshot.End(status: answer.status, reason: answer.reason?.code)
                ends[min(1, answer.repeatIndex)][end, default: 0] += 1
            }
            #expect(ends == [counts.ends, counts.repeatEnds], "\(name)")
        }
        let model = try #require(ledger.paths["model"])
        // The faults have all come to pass.
        let reasons = Set(model.ends.keys.compactMap(\.reason))
        #expect(
            reasons.isSuperset(of: [.timeout, .rateLimited, .unparsable, .notSampled, .paused]))
        #expect(Set(model.ends.keys.map(\.status)).isSuperset(of: [.answered, .failed, .skipped]))
        #expect(ledger.fallbacks > 0 && ledger.hidden > 0)
    }
}
