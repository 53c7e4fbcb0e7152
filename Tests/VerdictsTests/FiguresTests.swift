import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

struct FiguresTests {
    /// 100 cases: both right 60, only the model 20, only the heuristic 8, both wrong 4; then the
    /// heuristic abstains in 5, the model being right, and the model fails in 3, the heuristic
    /// being right.
    private var scene: Scene {
        var scene = Scene()
        scene.add(60, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(20, truth: 0, heuristic: .says(1), model: .says(0))
        scene.add(8, truth: 1, heuristic: .says(1), model: .says(0))
        scene.add(4, truth: 1, heuristic: .says(0), model: .says(0))
        scene.add(5, truth: 1, heuristic: .abstains, model: .says(1))
        scene.add(3, truth: 1, heuristic: .says(1), model: .fails(.timeout))
        return scene
    }

    @Test func `a path's replies are counted by kind, failures by reason`() throws {
        let verdict = scene.verdict()
        let model = try #require(verdict.model)
        #expect(verdict.counts.cases == 100)
        #expect(verdict.counts.outcomes == 100)
        #expect(
            [verdict.heuristic.answered, verdict.heuristic.abstained, verdict.heuristic.failed]
                == [95, 5, 0])
        #expect([model.answered, model.abstained, model.failed] == [97, 0, 3])
        #expect(model.failures.map(\.reason) == ["timeout"])
        #expect(model.failures.map(\.count) == [3])
    }

    @Test func `an abstention and a failure are not right, but not left out either`() throws {
        let verdict = scene.verdict()
        let model = try #require(verdict.model)
        #expect(verdict.heuristic.correct == 71)
        #expect(model.correct == 85)
        // Wilson's formula with z = 1.959963984540054.
        let accuracy = try #require(model.accuracy)
        #expect(accuracy.value == 0.85)
        #expect(abs(accuracy.interval.lower - 0.767_164_404_1) < 1e-9)
        #expect(abs(accuracy.interval.upper - 0.906_940_147_2) < 1e-9)
        #expect(verdict.heuristic.coverage?.value == 0.95)
        #expect(verdict.heuristic.accuracyWhenAnswered?.value == 71.0 / 95)
    }

    @Test func `a path's worth a case is the sum of its parts`() throws {
        var scene = scene
        scene.input.economics?.correct = 1
        scene.input.economics?.perSecond = 0.01
        let verdict = scene.verdict()
        let heuristic = try #require(verdict.heuristic.utility)
        let model = try #require(verdict.model?.utility)
        // 71 of 100 right at 1 dollar, 24 wrong at 10, 5 abstained at 2; half a second at 0.01.
        #expect(heuristic.correct == 0.71 && heuristic.wrong == -2.4)
        #expect(heuristic.abstained == -0.1 && heuristic.failed == 0)
        #expect(heuristic.price == 0 && heuristic.waiting == 0)
        for (part, expected) in [
            (model.correct, 0.85), (model.wrong, -1.2), (model.failed, -0.12),
        ] { #expect(abs(part - expected) < 1e-12) }
        #expect(model.price == -0.001 && model.waiting == -0.005)
        let total = try #require(model.total)
        #expect(abs(total + 0.476) < 1e-12)
    }

    @Test func `without a price a path's worth is open, without economics there is none`() throws {
        var scene = scene
        scene.modelPrice = nil
        scene.input.model?.price = .unknown
        let figures = try #require(scene.verdict().model?.utility)
        #expect(figures.price == nil && figures.total == nil && figures.wrong == -1.2)
        scene.input.economics = nil
        #expect(scene.verdict().heuristic.utility == nil)
    }

    @Test func `the confusion table has columns for abstained and failed`() throws {
        let verdict = scene.verdict()
        #expect(verdict.heuristic.confusion.rowValues == [[60, 20, 0, 0], [4, 11, 5, 0]])
        #expect(
            try #require(verdict.model).confusion.rowValues == [[80, 0, 0, 0], [12, 5, 0, 3]])
    }

    @Test func `agreement counts the cases that both answered, over the declared options`() throws {
        let agreement = try #require(scene.verdict().agreement)
        #expect(agreement.bothAnswered == 92)
        #expect(agreement.table.rowValues == [[64, 0], [28, 0]])
        #expect(agreement.raw.value == 64.0 / 92)
        // Chance and observed agreement are the same where a path always says `a`.
        #expect(try #require(agreement.kappa).value == 0)
    }

    @Test func `agreement from counts equals agreement from cases`() throws {
        // The reference value of irrCAC 0.4.4 for this table.
        var scene = Scene()
        scene.add(118, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(5, truth: 0, heuristic: .says(0), model: .says(1))
        scene.add(2, truth: 0, heuristic: .says(1), model: .says(0))
        let agreement = try #require(scene.verdict().agreement)
        let reference = try #require(GwetAC1(ContingencyTable([[118, 5], [2, 0]])))
        let ac1 = try #require(agreement.ac1)
        #expect(abs(ac1.value - 0.940_776_337_6) < 1e-10)
        #expect(abs(ac1.interval.lower - (reference.interval()?.lower ?? 0)) < 1e-9)
        #expect(abs(ac1.interval.upper - (reference.interval()?.upper ?? 0)) < 1e-9)
        #expect(abs(try #require(agreement.kappa).value + 0.023_391_812_9) < 1e-10)
    }

    @Test func `the difference pairs all cases with an outcome`() throws {
        let difference = try #require(scene.verdict().difference)
        #expect(difference.onlyModelRight == 25)
        #expect(difference.onlyHeuristicRight == 11)
        #expect(abs(difference.difference.value - 0.14) < 1e-12)
        let table = PairedTable(bothRight: 60, onlyFirst: 25, onlySecond: 11, bothWrong: 4)
        #expect(difference.difference.interval == newcombePairedInterval(table))
        // 2 Σ C(36, k)/2³⁶ for k ≤ 11, less C(36, 11)/2³⁶.
        #expect(abs(difference.midP - 0.020073851919733) < 1e-12)
        #expect(difference.discordantUnits == 36)
    }

    @Test func `costs are totals, means and the price of a right answer`() throws {
        let cost = try #require(scene.verdict().model).cost
        // 97 calls at 0.001; the three that failed have no price.
        #expect(abs(try #require(cost.total) - 0.097) < 1e-12)
        #expect(abs(try #require(cost.mean) - 0.001) < 1e-12)
        #expect(abs(try #require(cost.perCorrect) - 0.001 * 100 / 85) < 1e-12)
        #expect(cost.unpriced == 3)
        #expect(scene.verdict().heuristic.cost.total == 0)
    }

    @Test func `an unknown price is no price, never zero`() throws {
        var scene = Scene { $0.model?.price = .unknown }
        scene.modelPrice = nil
        scene.add(10, truth: 0, heuristic: .says(0), model: .says(0))
        let cost = try #require(scene.verdict().model).cost
        #expect(cost.total == nil)
        #expect(cost.mean == nil)
        #expect(cost.perCorrect == nil)
    }

    @Test func `baselines stand beside the paths`() throws {
        let baselines = try #require(scene.verdict().baselines)
        #expect(baselines.majority == "a")
        #expect(baselines.majorityShare == 0.8)
        #expect(baselines.majorityAccuracy == 0.79)
        #expect(abs(baselines.priorAccuracy - 0.68) < 1e-12)
        #expect(baselines.bestConstant == "a")
        #expect(baselines.bestConstantUtility == -2)
    }

    /// The noise floor of a model whose tries at each case are these.
    private func noiseFloor(_ tries: [[Scene.Reply]]) -> NoiseFloorFigures? {
        var repeats = RepeatedAnswers()
        for replies in tries {
            var scene = Scene()
            for reply in replies { scene.add(truth: 0, heuristic: .says(0), model: reply) }
            var row = scene.rows[0]
            row.answers = scene.rows.map { $0.answers[1] }
            repeats.append(row)
        }
        return VerdictAccumulator(Scene().input, repeats: repeats).finish().noiseFloor
    }

    @Test func `asked twice, the model's disagreement with itself is the noise floor`() throws {
        let same = Array(repeating: [Scene.Reply.says(0), .says(0)], count: 9)
        let noise = try #require(noiseFloor(same + [[.says(0), .says(1)]]))
        #expect(noise.cases == 10 && noise.answers == 20)
        #expect(noise.disagreement.value == 0.1)
        #expect(noise.disagreement.interval == wilsonInterval(successes: 1, trials: 10))
    }

    @Test func `every try counts for the noise floor, as far as it was answered`() throws {
        let noise = try #require(
            noiseFloor([
                // Of six pairs four differ; of three none; the one pair differs; no pair.
                [.says(0), .says(1), .says(0), .says(1)],
                [.says(0), .fails(.timeout), .says(0), .says(0)],
                [.fails(.refusal), .says(0), .abstains, .says(1)],
                [.says(0), .notAsked, .fails(.timeout), .skipped],
            ]))
        #expect(noise.cases == 3 && noise.answers == 9)
        #expect(abs(noise.disagreement.value - (4.0 / 6 + 0 + 1) / 3) < 1e-12)
    }

    @Test func `asked once, there is no noise floor`() {
        #expect(noiseFloor([[.says(0)]]) == nil)
    }
}

struct LatencyHistogramTests {
    @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 4_000, 1_234_567, 8_000_000_000, Int64.max])
    func `a latency is found again within a hundredth`(nanoseconds: Int64) throws {
        var histogram = LatencyHistogram()
        histogram.append(nanoseconds)
        let found = try #require(histogram.quantile(0.5))
        #expect(abs(found - Double(nanoseconds)) <= 0.01 * Double(nanoseconds))
    }

    @Test func `a quantile is the value of that rank`() throws {
        var histogram = LatencyHistogram()
        for value in 1...60 { histogram.append(Int64(value)) }
        #expect(histogram.quantile(0.5) == 30)
        #expect(histogram.quantile(0.95) == 57)
        #expect(histogram.quantile(1) == 60)
    }

    @Test func `nothing counted has no quantile`() {
        #expect(LatencyHistogram().quantile(0.5) == nil)
    }
}
