import Statistics
import Testing
import Verdicts

struct ConfidenceTests {
    /// So many cases with what the model states; it is right in `shares[i]` of those of `stated[i]`.
    private static func scene(
        _ stated: [Double], right shares: [Double], rounds: Int = 100,
        _ change: (inout VerdictInput) -> Void = { _ in }
    ) -> Scene {
        var scene = Scene(change)
        for round in 0..<rounds {
            for (probability, share) in zip(stated, shares) {
                let isRight = Double((round * 37) % 100) < share * 100
                scene.modelProbability = probability
                scene.add(
                    truth: 0, heuristic: .says(1), model: .says(isRight ? 0 : 1),
                    day: Int64(round + 1))
            }
        }
        return scene
    }

    @Test func `a model that is right less often than it says is found too sure`() throws {
        let verdict = Self.scene([0.9, 0.99], right: [0.6, 0.8]).verdict()
        let stated = try #require(verdict.model?.stated)
        #expect(stated.cases == 200 && stated.share == 1)
        #expect(abs(stated.stated - 0.945) < 1e-12)
        #expect(stated.accuracy.value == 0.7)
        #expect(abs((stated.confidence ?? 0) - 0.89) < 1e-12)
        guard case .overconfident(let gap) = stated.finding else {
            Issue.record("found \(stated.finding)")
            return
        }
        #expect(abs(gap - 0.245) < 1e-12)
        #expect(stated.curve.points.map(\.share) == [0.6, 0.8])
        #expect(stated.curve.points.allSatisfy { $0.isOff })
        #expect(verdict.heuristic.stated == nil)
    }

    @Test func `the curve is fitted to earlier cases, and later ones bear it out`() throws {
        let stated = try #require(
            Self.scene([0.9, 0.99], right: [0.6, 0.8], rounds: 500).verdict().model?.stated)
        let mended = try #require(stated.recalibration)
        #expect(mended.cases == 800)
        #expect(mended.isBorneOut)
        #expect(mended.calibrationError.recalibrated < 0.03)
        #expect(mended.calibrationError.stated > 0.2)
    }

    @Test func `what the future alone would teach is not learnt`() throws {
        // It keeps its word at first, and never again: a curve fitted to all would know.
        var scene = Scene()
        scene.modelProbability = 0.9
        for round in 0..<400 {
            let isRight = round < 200 ? round % 10 != 0 : round % 2 == 0
            scene.add(
                truth: 0, heuristic: .says(0), model: .says(isRight ? 0 : 1), day: Int64(round + 1))
        }
        let mended = try #require(scene.verdict().model?.stated?.recalibration)
        #expect(mended.brier.recalibrated > 0.25)
    }

    @Test func `an honest model is not accused`() throws {
        let verdict = Self.scene([0.6, 0.8, 0.95], right: [0.6, 0.8, 0.95]).verdict()
        let stated = try #require(verdict.model?.stated)
        #expect(stated.finding == .nothingFound)
        #expect(stated.recalibration?.isBorneOut == false)
    }

    @Test func `right on average hides nothing`() throws {
        let stated = try #require(
            Self.scene([0.6, 0.9], right: [0.9, 0.6]).verdict().model?.stated)
        #expect(stated.finding == .uneven(bins: 2))
    }

    @Test func `few cases say nothing, and of a user the first counts`() {
        #expect(Self.scene([0.9], right: [0.5], rounds: 59).verdict().model?.stated == nil)
        var scene = Scene()
        scene.modelProbability = 0.9
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0), user: 1)
        #expect(scene.verdict().model?.stated == nil)
    }

    @Test func `rules alone are judged as well`() throws {
        var scene = Scene { $0.model = nil }
        scene.heuristicProbability = 0.9
        scene.add(80, truth: 0, heuristic: .says(0), model: .notAsked)
        let verdict = scene.verdict()
        let stated = try #require(verdict.heuristic.stated)
        #expect(stated.finding == .underconfident(1 - stated.stated))
        #expect(verdict.frontier == nil)
    }

    /// Where the paths agree the model says 0.9 and is right in nine of ten, where they differ it says
    /// the same and is right in half; of agreements a tenth is labelled.
    @Test func `labels of disagreements first do not make a model look too sure`() throws {
        var scene = Scene()
        scene.modelProbability = 0.9
        for number in 0..<9_000 {
            let isRight = number % 100 / 10 < 9
            scene.add(
                truth: number % 10 == 0 ? (isRight ? 0 : 1) : nil, heuristic: .says(0),
                model: .says(0), day: Int64(number % 900 + 1))
        }
        for number in 0..<1_000 {
            scene.add(
                truth: number % 2, heuristic: .says(1), model: .says(0),
                day: Int64(number % 900 + 1))
        }
        let model = try #require(scene.verdict().model)
        let figures = try #require(model.stated)
        // 900 agreements, and of the disagreements a tenth: 0.9 × 0.9 + 0.1 × 0.5.
        #expect(abs(figures.cases - 1_000) < 60)
        #expect(abs(figures.accuracy.value - 0.86) < 0.02)
        #expect(abs(try #require(model.accuracy).value - 0.86) < 1e-9)
        #expect(model.judged == 1_900)
    }
}
