import Decisions
import Evidence
import Models
import ShadowEvaluation
import Testing

struct LiveFeatureTests {
    @Test(arguments: [(1, 0, "small"), (7, 2, "big")])
    func `rules in charge answer at once`(n: Int, code: Int, rule: String) throws {
        let bench = try LiveBench()
        guard case .answered(let decision) = bench.live.decide(LiveBench.request(n)) else {
            Issue.record("the caller has to wait")
            return
        }
        #expect(decision.inCharge == "heuristic" && decision.inChargeProbability == 1)
        let answer = try #require(decision.answers.first)
        #expect(answer.code == code && answer.rule == rule && !answer.needsReview)
        #expect(answer.source == .path("heuristic") && !answer.isFallback)
        #expect(decision.logging == .written && decision.caseID == "case-\(n)")
        let record = try #require(bench.sink.decisions.first)
        #expect(record.requestID == decision.requestID)
        #expect(record.entries.map(\.id) == [answer.observationID])
        #expect(record.entries.first?.shown == code && record.pending.isEmpty)
    }

    @Test func `where the rules abstain the caller gets the prior and the log says so`() throws {
        let bench = try LiveBench("prior: { q1: { low: 0.2, mid: 0.5, high: 0.3 } }")
        guard case .answered(let decision) = bench.live.decide(LiveBench.request(0)) else {
            Issue.record("the caller has to wait")
            return
        }
        let answer = try #require(decision.answers.first)
        #expect(answer.code == 1 && answer.probabilities == [0.2, 0.5, 0.3])
        #expect(answer.needsReview && answer.source == .prior)
        #expect(answer.inCharge.status == .abstained && answer.inCharge.rule == "nothing")
        let entry = try #require(bench.sink.decisions.first?.entries.first)
        #expect(entry.shown == 1 && entry.shownFrom == "prior" && entry.needsReview)
        #expect(entry.answers.map(\.answer.status) == [.abstained])
    }

    private static let measuredPriors: [([String: [Double]], [Double])] = [
        ([:], [Double](repeating: 1.0 / 3, count: 3)), (["q1": [0, 0, 1]], [0, 0, 1]),
    ]

    @Test(arguments: measuredPriors)
    func `without a declared prior the measured one counts, and without both none is likelier`(
        measured: [String: [Double]], expected: [Double]
    ) throws {
        let bench = try LiveBench(priors: measured)
        guard case .answered(let decision) = bench.live.decide(LiveBench.request(0)) else {
            Issue.record("the caller has to wait")
            return
        }
        #expect(decision.answers.first?.probabilities == expected)
    }

    @Test func `a request may ask some of the questions and bring no case id`() throws {
        let bench = try LiveBench(questions: 3)
        guard
            case .answered(let decision) = bench.live.decide(
                LiveBench.request(1, id: "", questions: [0, 2]))
        else {
            Issue.record("the caller has to wait")
            return
        }
        #expect(decision.answers.map(\.question) == [0, 2])
        #expect(decision.caseID == decision.answers.first?.observationID.description)
        #expect(bench.sink.decisions.first?.entries.map(\.question) == [0, 2])
        #expect(bench.ledger.questions == 2 && bench.ledger.addsUp)
    }

    @Test func `a shadow's answer is logged after the caller has been answered`() async throws {
        let gate = AsyncGate()
        let bench = try LiveBench(models: [
            { _ in
                await gate.pass()
                return FakeModel.Reply(price: Money(nanoUSD: 5))
            }
        ])
        try await bench.running {
            let decision = await bench.decide(LiveBench.request(1))
            #expect(decision.answers.first?.source == .path("heuristic"))
            #expect(bench.sink.shadows.isEmpty && bench.ledger.paths["model"]?.pending == 1)
            let pending = try #require(bench.sink.decisions.first?.pending)
            #expect(pending.map(\.path) == [LiveBench.version("model")])
            await gate.open()
        }
        let record = try #require(bench.sink.shadows.first)
        #expect(record.requestID == bench.sink.decisions.first?.requestID)
        #expect(record.answers.map(\.id) == bench.sink.decisions.first?.entries.map(\.id))
        #expect(record.answers.first?.answer.answer.code == 2)
        let counts = try #require(bench.ledger.paths["model"])
        #expect(counts.pending == 0 && counts.disagreed == 1 && counts.agreed == 0)
        #expect(counts.spent == Money(nanoUSD: 5) && bench.ledger.addsUp)
    }

    @Test func `a model in charge is waited for, and the rules are its shadow`() async throws {
        let bench = try LiveBench("in_charge: model", models: [{ _ in FakeModel.Reply() }])
        let decision = await bench.running { await bench.decide(LiveBench.request(1)) }
        #expect(decision.inCharge == "model" && decision.answers.first?.code == 2)
        #expect(bench.sink.answers(of: "heuristic").map(\.code) == [0])
        #expect(bench.sink.answers(of: "model").map(\.code) == [2])
        #expect(bench.ledger.addsUp && bench.ledger.inProgress == 0)
    }

    @Test(arguments: [(1, 0, "heuristic"), (0, 1, "prior")])
    func `where the model in charge fails, the rules stand in, and then the prior`(
        n: Int, code: Int, source: String
    ) async throws {
        let bench = try LiveBench(
            "in_charge: model\nprior: { q1: { mid: 1 } }",
            models: [{ _ in FakeModel.Reply(status: .failed, reason: .timeout) }])
        let decision = await bench.running { await bench.decide(LiveBench.request(n)) }
        let answer = try #require(decision.answers.first)
        #expect(answer.code == code && answer.source.name == source && answer.isFallback)
        #expect(answer.inCharge.status == .failed && answer.inCharge.reason?.code == .timeout)
        #expect(answer.needsReview == (source == "prior"))
        #expect(bench.sink.decisions.first?.inCharge == "model")
        #expect(bench.ledger.fallbacks == 1)
    }

    @Test func `a call about some of the questions bears its whole price`() async throws {
        let bench = try LiveBench(
            questions: 3, models: [{ _ in FakeModel.Reply(price: Money(nanoUSD: 30)) }])
        await bench.running { _ = await bench.decide(LiveBench.request(1, questions: [1, 2])) }
        #expect(
            bench.sink.answers(of: "model").map(\.price) == [
                Money(nanoUSD: 15), Money(nanoUSD: 15),
            ])
        #expect(bench.ledger.paths["model"]?.spent == Money(nanoUSD: 30))
    }

    @Test(arguments: ["heuristic", "model"])
    func `questions may be asked in any order`(inCharge: String) async throws {
        let bench = try LiveBench(
            "in_charge: \(inCharge)", questions: 3, models: [{ _ in FakeModel.Reply() }])
        let paths = [
            try LiveBench.heuristic(for: bench.feature),
            AnsweringPath(version: LiveBench.version("model"), kind: .model(CountingModel())),
        ]
        let live = try #require(
            LiveFeature(
                bench.feature, paths: paths, versions: bench.live.versions, sink: bench.sink,
                clock: bench.time.clock(sleep: nil)))
        let asked = LiveBench(bench, live: live)
        await asked.running {
            let decision = await asked.decide(LiveBench.request(0, questions: [2, 0, 1]))
            #expect(decision.answers.map(\.question) == [2, 0, 1])
            if inCharge == "model" { #expect(decision.answers.map(\.code) == [2, 0, 1]) }
        }
        let entries = try #require(bench.sink.decisions.first?.entries)
        #expect(entries.map(\.question) == [2, 0, 1])
        for record in bench.sink.shadows {
            #expect(record.answers.map(\.id) == entries.map(\.id))
            #expect(record.answers.map(\.answer.answer.code) == [2, 0, 1])
        }
    }

    /// Answers the question at an index with the option at that index.
    private struct CountingModel: ModelAnswering {
        let path = "model"
        let promptHash = ContentHash([("prompt", "counting")])

        func answer(
            _ input: CaseInput, repeatIndex: Int
        ) async throws(CancellationError) -> [Answer] {
            (0..<3).map { Answer(path: path, status: .answered, code: $0, price: .zero) }
        }

        func highestPrice(of input: CaseInput) -> Money? { .zero }
    }

    @Test func `a log that is full or broken changes nothing for the caller but a mark`()
        async throws
    {
        let bench = try LiveBench(
            models: [{ _ in FakeModel.Reply() }],
            sink: MemorySink { $0 == 0 ? .unlogged(.full) : .unlogged(.broken) })
        let decision = await bench.running { await bench.decide(LiveBench.request(1)) }
        #expect(decision.answers.first?.code == 0 && decision.logging == .unlogged(.full))
        #expect(bench.ledger.unlogged == [.full: 1] && bench.ledger.unloggedShadows == 1)
        #expect(bench.ledger.addsUp)
    }
}
