import Decisions
import Evidence
import ShadowEvaluation
import Testing

/// Who is in charge, and which requests are drawn for shadows, holdout and repeats.
struct ChoosingTests {
    private static let answering: FakeModel.Script = { _ in FakeModel.Reply() }

    @Test(arguments: [(1, "heuristic", 0), (7, "model", 1), (0, "model", 1)])
    func `the cascade asks the model only where the rules abstain or are not sure`(
        n: Int, source: String, calls: Int
    ) async throws {
        let bench = try LiveBench(
            "in_charge: cascade\ncascade: { below: 0.8 }\nshadow: { sample: 0 }",
            models: [Self.answering])
        let decision = await bench.running { await bench.decide(LiveBench.request(n)) }
        #expect(decision.inCharge == "cascade" && decision.answers.first?.source == .path(source))
        #expect(bench.sink.answers(of: "model").count { $0.status == .answered } == calls)
        #expect(bench.ledger.addsUp && bench.ledger.fallbacks == 0)
    }

    @Test func `a model that the cascade did not need may be drawn as a shadow`() async throws {
        let bench = try LiveBench(
            "in_charge: cascade\nshadow: { sample: 0.5 }", models: [Self.answering])
        await bench.running {
            for n in 1...4 { _ = await bench.decide(LiveBench.request(n)) }
            _ = await bench.decide(LiveBench.request(0))
        }
        let answers = bench.sink.answers(of: "model")
        #expect(answers.count == 5)
        #expect(
            answers.filter { $0.status == .skipped }.allSatisfy {
                $0.inclusionProbability == 0.5 && $0.reason?.code == .notSampled
            })
        #expect(answers.count { $0.inclusionProbability == 1 } == 1)
    }

    @Test(arguments: [(7, "heuristic"), (0, "prior")])
    func `past the cascade's deadline the caller gets the rules' answer or the prior`(
        n: Int, source: String
    ) async throws {
        let gate = AsyncGate()
        let bench = try LiveBench(
            "in_charge: cascade\ncascade: { below: 0.8, deadline: 50ms }",
            models: [
                { _ in
                    await gate.pass()
                    return FakeModel.Reply()
                }
            ], sleep: { _ in })
        await bench.running {
            let decision = await bench.decide(LiveBench.request(n))
            #expect(decision.answers.first?.source.name == source)
            await gate.open()
        }
        let answers = bench.sink.answers(of: "model")
        #expect(answers.map(\.status) == [.failed] && answers.first?.reason?.code == .timeout)
        #expect(bench.ledger.addsUp && bench.ledger.inProgress == 0)
    }

    @Test func `a split puts whole users in one arm, with the share as its probability`()
        async throws
    {
        let bench = try LiveBench(
            "split: { unit: user, model: 0.25 }\nshadow: { sample: 0 }",
            models: [Self.answering])
        let decisions = await bench.running {
            var decisions: [String: LiveDecision] = [:]
            for user in 0..<2000 {
                let first = await bench.decide(
                    LiveBench.request(1, id: "a\(user)", user: "user-\(user)"))
                let second = await bench.decide(
                    LiveBench.request(1, id: "b\(user)", user: "user-\(user)"))
                #expect(first.inCharge == second.inCharge)
                decisions["user-\(user)"] = first
            }
            return decisions
        }
        let model = decisions.values.filter { $0.inCharge == "model" }
        // Binomial with 2,000 draws: within five standard deviations.
        #expect((403...597).contains(model.count))
        #expect(model.allSatisfy { $0.inChargeProbability == 0.25 })
        #expect(
            decisions.values.filter { $0.inCharge == "heuristic" }.allSatisfy {
                $0.inChargeProbability == 0.75
            })
    }

    @Test func `splits, holdouts, samples and repeats fall independently of one another`()
        async throws
    {
        let bench = try LiveBench(
            """
            split: { unit: case, model: 0.5 }
            holdout: 0.5
            shadow: { sample: 0.5, repeat: 0.5, queue: 100000 }
            """, models: [Self.answering])
        await bench.running {
            for n in 0..<4000 {
                _ = await bench.decide(LiveBench.request(1, id: "\(n)", canHide: true))
            }
        }
        // Four draws: in charge, hidden, sampled and, of those that were asked, repeated.
        var cells: [String: Int] = [:]
        let repeated = Set(
            bench.sink.shadows.filter { $0.answers[0].answer.answer.repeatIndex == 1 }
                .map(\.requestID))
        for record in bench.sink.decisions {
            let isModel = record.inCharge == "model"
            let isSampled =
                isModel
                || !record.entries[0].answers.contains {
                    $0.answer.status == .skipped
                }
            guard isSampled else { continue }
            cells[
                "\(isModel) \(record.isHidden) \(repeated.contains(record.requestID))", default: 0] +=
                1
        }
        for (cell, count) in cells {
            let expected = cell.hasPrefix("true") ? 500.0 : 250.0
            #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "\(cell)")
        }
        #expect(cells.count == 8)
    }

    @Test func `only callers that can hide an answer are in the holdout`() throws {
        let bench = try LiveBench("holdout: 1")
        for canHide in [false, true] {
            guard
                case .answered(let decision) = bench.live.decide(
                    LiveBench.request(1, canHide: canHide))
            else { continue }
            #expect(decision.isHidden == canHide)
        }
        #expect(bench.sink.decisions.map(\.holdoutProbability) == [0, 1])
        #expect(bench.ledger.hidden == 1)
    }

    @Test(arguments: [
        ("shadow: { sample: 0.2 }", 1, "t", 0.2),
        ("shadow: { sample: 0.2, by_slice: { text: { vip: 0.7 } } }", 1, "vip", 0.7),
        ("shadow: { sample: 0.2, by_slice: { text: { vip: 0.1 } } }", 1, "vip", 0.1),
        ("shadow: { sample: 0.2, on_abstain: 0.9 }", 0, "t", 0.9),
        ("shadow: { sample: 0.2, on_abstain: 0.9 }", 1, "t", 0.2),
        ("shadow: { sample: 0.2, on_unsure: 0.8 }", 7, "t", 0.8),
        ("shadow: { sample: 0.2, on_unsure: 0.8, unsure_below: 0.5 }", 7, "t", 0.2),
        ("shadow: { sample: 0.2, on_abstain: 0.1 }", 0, "t", 0.2),
    ])
    func `every answer carries the probability with which it was drawn`(
        settings: String, n: Int, text: String, probability: Double
    ) async throws {
        let bench = try LiveBench(settings, models: [Self.answering])
        await bench.running {
            for id in 0..<200 {
                _ = await bench.decide(LiveBench.request(n, id: "\(id)", text: text))
            }
        }
        let answers = bench.sink.answers(of: "model")
        #expect(answers.count == 200)
        #expect(answers.allSatisfy { $0.inclusionProbability == probability })
        let asked = Double(answers.count { $0.status == .answered })
        let deviation = (200 * probability * (1 - probability)).squareRoot()
        #expect(abs(asked - 200 * probability) < 5 * deviation)
    }

    @Test func `a judge is asked where the rules and the model in charge disagree`() async throws {
        let bench = try LiveBench(
            "in_charge: model\nshadow: { sample: 0, on_disagreement: 1 }",
            models: [Self.answering, Self.answering])
        await bench.running {
            _ = await bench.decide(LiveBench.request(1, id: "differs"))
            _ = await bench.decide(LiveBench.request(7, id: "agrees"))
        }
        let judged = bench.sink.answers(of: "model2")
        #expect(Set(judged.map(\.status)) == [.answered, .skipped])
        #expect(bench.sink.shadows.map(\.requestID) == [bench.sink.decisions[0].requestID])
    }

    @Test func `a retry is drawn as its first try was`() async throws {
        let bench = try LiveBench("shadow: { sample: 0.5 }", models: [Self.answering])
        await bench.running {
            for id in (0..<100).flatMap({ [$0, $0] }) {
                _ = await bench.decide(LiveBench.request(1, id: "\(id)"))
            }
        }
        let pending = bench.sink.decisions.map(\.pending.isEmpty)
        #expect(stride(from: 0, to: 200, by: 2).allSatisfy { pending[$0] == pending[$0 + 1] })
        #expect(Set(pending).count == 2)
    }

    @Test func `a path in charge that is not ready leaves the rules in charge`() throws {
        let rules = try LiveBench()
        let feature = try LiveBench.feature("in_charge: model", models: ["model"])
        let live = try #require(
            LiveFeature(
                feature, paths: [try LiveBench.heuristic(for: feature)],
                versions: rules.live.versions,
                sink: rules.sink, clock: rules.time.clock(sleep: nil)))
        guard case .answered(let decision) = live.decide(LiveBench.request(1)) else {
            Issue.record("the caller has to wait")
            return
        }
        #expect(decision.inCharge == "heuristic" && decision.inChargeProbability == 1)
        #expect(live.namesInCharge == ["heuristic"])
    }
}
