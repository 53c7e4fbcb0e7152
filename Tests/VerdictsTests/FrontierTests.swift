import Decisions
import Statistics
import Testing
import Verdicts

struct FrontierTests {
    /// In each of `rounds` days a sure rule, a doubtful one that states 0.62 and is right in three
    /// cases of five, and a case without an answer; the model is right in all but the first.
    private static func scene(rounds: Int = 60, user: Bool = false) -> Scene {
        var scene = Scene()
        for round in 0..<rounds {
            let day = Int64(round + 1)
            let isRight = round % 5 < 3
            (scene.rule, scene.heuristicProbability) = (1, 0.97)
            scene.add(
                truth: 0, heuristic: .says(0), model: .says(1), day: day, user: user ? 1 : nil)
            (scene.rule, scene.heuristicProbability) = (2, 0.62)
            let truth = isRight ? 1 : 0
            scene.add(truth: truth, heuristic: .says(1), model: .says(truth), day: day)
            scene.add(truth: 1, heuristic: .abstains, model: .says(1), day: day)
        }
        return scene
    }

    @Test func `the doubtful rule's cases go to the model, the sure one's do not`() throws {
        let frontier = try #require(Self.scene().verdict().frontier)
        #expect(frontier.pastCases == 90)
        #expect(frontier.laterCases == 90)
        let best = frontier.recommended
        #expect(best.setting == .confidence(below: 0.9))
        #expect(best.promisedAccuracy == 1)
        #expect(best.accuracy.value == 1)
        #expect(best.askedShare == 2.0 / 3)
        #expect(abs((best.cost ?? 0) - 0.001 * 2 / 3) < 1e-12)
        #expect(best.isOnFrontier)
        // Twelve wrong answers of 10 dollars and thirty abstentions of 2, less sixty calls.
        let gain = try #require(best.utilityGain)
        #expect(abs(gain.value - (12 * 10 + 30 * 2 - 60 * 0.001) / 90) < 1e-9)
        #expect(gain.interval.contains(gain.value))
    }

    @Test func `what a change must bring is taken off before one is recommended`() throws {
        var scene = Self.scene()
        // Asking the model brings two dollars a case.
        scene.input.economics?.worthHaving = 2.5
        let frontier = try #require(scene.verdict().frontier)
        #expect(frontier.recommended.setting == .heuristicAlone)
    }

    @Test func `without stated probabilities rules are ordered by their past precision`() throws {
        var scene = Scene()
        for round in 0..<60 {
            let day = Int64(round + 1)
            scene.rule = 1
            scene.add(truth: 0, heuristic: .says(0), model: .says(1), day: day)
            scene.rule = 2
            let truth = round % 5 < 3 ? 1 : 0
            scene.add(truth: truth, heuristic: .says(1), model: .says(truth), day: day)
        }
        let best = try #require(scene.verdict().frontier).recommended
        guard case .precision(let below) = best.setting else {
            Issue.record("recommended \(best.setting)")
            return
        }
        #expect(below > 0.62 && below < 0.98)
        #expect(best.askedShare == 0.5)
        #expect(best.accuracy.value == 1)
    }

    @Test func `a rule that turned bad later is judged by what it does then`() throws {
        var scene = Scene()
        for round in 0..<100 {
            scene.add(
                truth: 0, heuristic: .says(round < 50 ? 0 : 1), model: .says(0),
                day: Int64(round + 1))
        }
        let best = try #require(scene.verdict().frontier).recommended
        #expect(best.setting == .heuristicAlone)
        #expect(best.promisedAccuracy == 1)
        #expect(best.accuracy.value == 0)
    }

    @Test func `the gap is recovered along the best accuracy so far`() throws {
        let frontier = try #require(Self.scene().verdict().frontier)
        // The paths: 18 + 30 of 90, and 60 of 90; asking where unanswered reaches 78.
        let weak = 48.0 / 90
        let gap = 60.0 / 90 - weak
        let area = (weak + 78.0 / 90) / 2 / 3 + (78.0 / 90 + 1) / 2 / 3 + 1.0 / 3
        #expect(abs(try #require(frontier.averageGapRecovered) - (area - weak) / gap) < 1e-9)
        let half = try #require(frontier.callShareForHalf)
        #expect(abs(half - (gap / 2) / (30.0 / 90) / 3) < 1e-9)
    }

    @Test func `points do not depend on the order in which cases come`() throws {
        let scene = Self.scene()
        #expect(scene.verdict().frontier == scene.verdict { $0.reversed() }.frontier)
    }

    @Test func `of a user one case counts`() throws {
        let frontier = try #require(Self.scene(user: true).verdict().frontier)
        #expect(frontier.pastCases + frontier.laterCases == 121)
    }

    @Test func `no frontier of few cases, of shaped outcomes, or of a model asked by choice`() {
        #expect(Self.scene(rounds: 19).verdict().frontier == nil)
        var shaped = Self.scene()
        shaped.input.outcome = OutcomeDefinition(dependsOnAnswer: .yes)
        #expect(shaped.verdict().frontier == nil)
        var chosen = Self.scene()
        chosen.inclusion = 0.1
        chosen.add(truth: 0, heuristic: .says(0), model: .says(0))
        #expect(chosen.verdict().frontier == nil)
    }

    @Test func `of a large log a fixed share is looked at`() throws {
        var scene = Scene()
        scene.add(25_000, truth: 0, heuristic: .says(0), model: .says(0))
        let frontier = try #require(scene.verdict().frontier)
        #expect(frontier.share == 0.5)
        #expect((12_000...13_000).contains(frontier.pastCases + frontier.laterCases))
    }
}
