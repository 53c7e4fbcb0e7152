import Decisions
import ShadowEvaluation
import Testing

/// What operators change while a feature runs, and how it ends.
struct ControlTests {
    @Test func `the path in charge is swapped while requests come in, and the change is logged`()
        async throws
    {
        let bench = try LiveBench(models: [{ _ in FakeModel.Reply() }])
        try await bench.running {
            #expect(await bench.decide(LiveBench.request(1)).inCharge == "heuristic")
            var switches = LiveSwitches()
            for name in ["model", "cascade"] {
                switches.inCharge = name
                try bench.live.set(switches, by: "ops")
                #expect(await bench.decide(LiveBench.request(1)).inCharge == name)
            }
        }
        #expect(bench.sink.changes.map(\.actor) == ["ops", "ops"])
        guard case .switches(let before, let after) = bench.sink.changes[1].kind else {
            Issue.record("no change of switches")
            return
        }
        #expect(before.inCharge == "model" && after.inCharge == "cascade")
    }

    @Test func `a split is ramped from none to all`() async throws {
        let bench = try LiveBench(
            "split: { unit: case, model: 0.1 }", models: [{ _ in FakeModel.Reply() }])
        try await bench.running {
            var switches = LiveSwitches()
            for (share, name) in [(0.0, "heuristic"), (1, "model")] {
                switches.splitShare = share
                try bench.live.set(switches)
                for n in 0..<50 {
                    let decision = await bench.decide(LiveBench.request(1, id: "\(n)"))
                    #expect(decision.inCharge == name && decision.inChargeProbability == 1)
                }
            }
        }
    }

    @Test func `paused shadows are skipped, with the reason and their probability`() async throws {
        let bench = try LiveBench(
            "shadow: { sample: 0.5 }", models: [{ _ in FakeModel.Reply() }])
        try await bench.running {
            var switches = LiveSwitches()
            switches.areShadowsPaused = true
            try bench.live.set(switches)
            for n in 0..<50 { _ = await bench.decide(LiveBench.request(1, id: "\(n)")) }
        }
        let answers = bench.sink.answers(of: "model")
        #expect(answers.allSatisfy { $0.status == .skipped && $0.inclusionProbability == 0.5 })
        #expect(Set(answers.compactMap(\.reason?.code)) == [.paused, .notSampled])
    }

    @Test func `the kill switch leaves everything to the rules`() async throws {
        let bench = try LiveBench(
            "in_charge: model", models: [{ _ in FakeModel.Reply() }])
        var switches = LiveSwitches()
        switches.areModelsOff = true
        try bench.live.set(switches)
        guard case .answered(let decision) = bench.live.decide(LiveBench.request(1)) else {
            Issue.record("the caller has to wait")
            return
        }
        #expect(decision.answers[0].source == .path("heuristic") && decision.answers[0].isFallback)
        #expect(decision.answers[0].inCharge.reason?.code == .paused)
    }

    private static let wrong: [(LiveSwitches, String)] = {
        var path = LiveSwitches()
        path.inCharge = "modle"
        var share = LiveSwitches()
        share.shadowSample = 1.5
        var split = LiveSwitches()
        split.splitShare = 0.5
        return [
            (
                path,
                "there is no path `modle` that can be in charge; there are `cascade`, "
                    + "`heuristic`, `model`"
            ),
            (share, "`sample` is `1.5`; expected 0 to 1"),
            (split, "the feature declares no split; add `split` to its file"),
        ]
    }()

    @Test(arguments: wrong)
    func `switches that cannot be are refused and change nothing`(
        switches: LiveSwitches, message: String
    ) throws {
        let bench = try LiveBench(models: [{ _ in FakeModel.Reply() }])
        let error = #expect(throws: ControlError.self) { try bench.live.set(switches) }
        #expect(error?.description == message)
        #expect(bench.sink.changes.isEmpty && bench.live.state.control.switches == LiveSwitches())
    }

    @Test func `a drain lets accepted shadows end`() async throws {
        let bench = try LiveBench(
            "shadow: { concurrency: 2 }",
            models: [
                { _ in
                    await Task.yield()
                    return FakeModel.Reply()
                }
            ])
        await bench.running {
            for n in 0..<100 { _ = await bench.decide(LiveBench.request(1, id: "\(n)")) }
        }
        #expect(
            bench.sink.answers(of: "model").map(\.status) == Array(repeating: .answered, count: 100)
        )
    }

    @Test func `a drain that takes too long cuts off what is under way and sheds the rest`()
        async throws
    {
        let bench = try LiveBench(
            "shadow: { concurrency: 2 }",
            models: [
                { _ in
                    try await ContinuousClock().sleep(for: .seconds(3600))
                    return FakeModel.Reply()
                }
            ], sleep: { _ in })
        await bench.running(drain: .milliseconds(1)) {
            for n in 0..<10 { _ = await bench.decide(LiveBench.request(1, id: "\(n)")) }
        }
        let answers = bench.sink.answers(of: "model")
        #expect(answers.count == 10 && bench.ledger.addsUp)
        #expect(answers.allSatisfy { $0.status == .shed && $0.reason?.code == .shuttingDown })
    }

    @Test func `a request that comes during the drain is answered without models`() async throws {
        let bench = try LiveBench("in_charge: model", models: [{ _ in FakeModel.Reply() }])
        await bench.running {}
        let decision = await bench.decide(LiveBench.request(1))
        #expect(decision.answers[0].source == .path("heuristic"))
        #expect(decision.answers[0].inCharge.reason?.code == .shuttingDown)
        #expect(bench.ledger.addsUp && bench.ledger.inProgress == 0)
    }

    @Test func `a run that is cancelled leaves nothing pending`() async throws {
        let gate = AsyncGate()
        let bench = try LiveBench(
            "in_charge: model",
            models: [
                { _ in
                    await gate.pass()
                    return FakeModel.Reply()
                }
            ])
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await bench.live.run() }
            guard case .waiting(let pending) = bench.live.decide(LiveBench.request(1)) else {
                return
            }
            group.cancelAll()
            await gate.open()
            let decision = await pending.decision()
            #expect(decision.answers.count == 1)
        }
        #expect(bench.ledger.addsUp && bench.ledger.inProgress == 0)
    }

    @Test func `a caller that goes away gets no model's answer, and the decision is logged`()
        async throws
    {
        let bench = try LiveBench(
            "in_charge: cascade\ncascade: { deadline: 1h }",
            models: [
                { _ in
                    try? await Task.sleep(for: .seconds(3600))
                    return FakeModel.Reply()
                }
            ])
        await bench.running {
            let task = Task { await bench.decide(LiveBench.request(0)) }
            task.cancel()
            #expect(await task.value.answers[0].source != .path("model"))
        }
        #expect(bench.sink.decisions.count == 1)
        let answer = try #require(bench.sink.answers(of: "model").first)
        #expect(answer.status == .shed && answer.reason?.code == .callerGone)
        #expect(bench.ledger.addsUp)
    }

    @Test func `a reload keeps counts and switches, and is logged`() async throws {
        let state = LiveState()
        let sink = MemorySink()
        let old = try LiveBench(models: [{ _ in FakeModel.Reply() }], state: state, sink: sink)
        var switches = LiveSwitches()
        switches.inCharge = "cascade"
        try old.live.set(switches)
        await old.running { _ = await old.decide(LiveBench.request(1)) }
        let new = try LiveBench(
            "holdout: 0.1", models: [{ _ in FakeModel.Reply() }], state: state, sink: sink)
        new.live.log(replacing: old.live, by: "ops")
        await new.running {
            #expect(await new.decide(LiveBench.request(1)).inCharge == "cascade")
        }
        #expect(state.ledger.snapshot.answered == 2 && state.ledger.snapshot.addsUp)
        #expect(
            sink.changes.map(\.kind).last
                == .reloaded(
                    from: old.feature.hash, to: new.feature.hash))
    }
}
