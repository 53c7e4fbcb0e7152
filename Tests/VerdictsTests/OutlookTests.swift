import Decisions
import Evidence
import Statistics
import Testing
@testable import Verdicts

struct OutlookTests {
    @Test func `the error cost that breaks even is read off the mistakes`() throws {
        var scene = Scene()
        scene.modelPrice = Money(nanoUSD: 10_000_000)
        scene.add(900, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(100, truth: 1, heuristic: .says(0), model: .says(1))
        // A tenth of the cases saves a mistake: 0.1 w = 0.01.
        let points = try #require(scene.verdict().breakEven)
        #expect(abs(try #require(points.errorCost) - 0.1) < 1e-9)
        #expect(abs(try #require(points.accuracyGain) + 0.099) < 1e-9)
        #expect(abs(try #require(points.modelPrice).estimate - 1) < 1e-9)
    }

    @Test func `the nearest break-even point is what would flip a verdict`() {
        var scene = Scene { $0.challengers = [.model] }
        scene.add(800, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(100, truth: 1, heuristic: .says(1), model: .says(0))
        scene.add(100, truth: 1, heuristic: .says(0), model: .says(0))
        let verdict = scene.verdict()
        #expect(verdict.decision == .heuristicStays)
        // No price and no error cost is low enough; a tenth more right answers would do.
        guard case .rightMoreOften(let share, .model) = verdict.flip else {
            Issue.record("\(verdict.flip)")
            return
        }
        #expect(abs(share - 0.1001) < 1e-9)
    }

    @Test func `the dearest mistake of who is in charge is the risk, by the year`() {
        var scene = Scene {
            $0.economics?.wrongPairs[.init(truth: "b", answer: "a")] = 100
        }
        scene.add(170, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(20, truth: 1, heuristic: .says(1), model: .says(0))
        scene.add(8, truth: 0, heuristic: .says(1), model: .says(0))
        scene.add(2, truth: 1, heuristic: .says(0), model: .says(0))
        // 1 % × 100,000 × 100 dollars against 4 % × 100,000 × 10.
        #expect(
            scene.verdict().risk
                == .mistake(
                    path: "heuristic", truth: "b", answer: "a", share: 0.01,
                    yearlyCost: 100_000))
    }

    @Test func `a constant answer that is worth as much is a risk`() {
        var scene = Scene()
        scene.add(90, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(10, truth: 1, heuristic: .says(0), model: .says(0))
        #expect(scene.verdict().risk == .constantAsGood(ConstantAnswer(answer: "a", gain: 0)))
        #expect(scene.verdict().winningBaseline == .constant(ConstantAnswer(answer: "a", gain: 0)))
    }

    @Test func `a constant answer that brings most of what was earned is a risk`() {
        var scene = Scene { $0.economics?.wrongPairs[.init(truth: "a", answer: "b")] = 100 }
        scene.add(180, truth: 0, heuristic: .says(1), model: .says(0))
        scene.add(20, truth: 1, heuristic: .says(1), model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .modelEarns)
        // Of 90 dollars a case always `a` brings 89: it errs in a tenth of the cases, at 10 dollars.
        #expect(verdict.risk == .constantBringsMost(answer: "a", share: 89.0 / 90))
    }

    @Test func `accuracy is weighed by what the model's mistakes cost`() throws {
        var scene = Scene { $0.economics?.wrongPairs[.init(truth: "a", answer: "b")] = 40 }
        scene.modelLatency = 0
        scene.add(80, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(10, truth: 0, heuristic: .says(0), model: .says(1))
        scene.add(10, truth: 1, heuristic: .says(1), model: .says(0))
        let points = try #require(scene.verdict().breakEven)
        // A mistake costs 25 dollars on average, so that a fifth more and the price close the gap.
        #expect(abs(try #require(points.accuracyGain) - (0.2 + 0.001 / 25)) < 1e-12)
        #expect(points.hasNamedErrors)
    }

    @Test func `disputed outcomes come before money`() {
        var scene = Scene()
        scene.add(80, truth: 0, heuristic: .says(1), model: .says(0))
        scene.add(20, truth: 0, heuristic: .says(0), model: .says(0), isDisputed: true)
        #expect(scene.verdict().risk == .disputedOutcomes(share: 0.2))
    }

    @Test func `the log's pace stands in for a yearly volume`() throws {
        var scene = Scene { $0.economics?.casesPerYear = nil }
        for day in 1...101 {
            scene.add(truth: 0, heuristic: .says(0), model: .says(0), day: Int64(day))
        }
        let volume = try #require(scene.verdict().volume)
        // 100 cases after the first in 100 days.
        #expect(abs(volume.casesPerYear - 365.25) < 1e-9)
        #expect(volume.source == .log(days: 100))
    }

    @Test func `a year pays upkeep, and its first one the building`() throws {
        var scene = Scene {
            $0.economics?.upkeepPerMonth = ["heuristic": 400, "model": 900]
            $0.economics?.buildOnce = ["model": 20_000]
        }
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(0), model: .says(1))
        let year = try #require(scene.verdict().year)
        #expect(year.upkeep == 6_000)
        #expect(abs(year.gain - 493_900) < 1e-3)
        #expect(abs(year.firstYear - 473_900) < 1e-3)
    }

    @Test func `the review comes when the cases that are needed will have come`() {
        var scene = Scene { $0.outcome.maturesAfter = .seconds(86_400) }
        for index in 0..<60 {
            let day = Int64(index / 6 + 1)
            if index.isMultiple(of: 6) {
                scene.add(truth: 1, heuristic: .says(0), model: .says(1), day: day)
            } else {
                scene.add(truth: 0, heuristic: .says(0), model: .says(0), day: day)
            }
        }
        let verdict = scene.verdict()
        guard case .tooFewCases(let more?) = verdict.reasons[0] else {
            Issue.record("\(verdict.reasons)")
            return
        }
        // 60 cases in nine days, and a day until the last of them counts.
        let days = (Double(more) / (60.0 / 9) + 1).rounded(.up)
        #expect(verdict.review.cause == (days < 90 ? .enoughCases(more) : .routine))
        #expect(
            verdict.review.at.microseconds == (1_000 + Int64(min(days, 90))) * Scene.day)
    }
}
