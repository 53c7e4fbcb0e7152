import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

/// The model was asked about some cases only.
struct SamplingTests {
    /// Every tenth case is hard: there the model loses, elsewhere it wins.
    ///
    /// Hard cases are asked all, easy ones with a chance of `easy`.
    /// The least probability that was `declared` is that, unless it says otherwise.
    private static func scene(easy: Double, declared: Double? = nil) -> Scene {
        let declared = declared ?? easy
        var scene = Scene { input in
            input.economics = Economics(wrong: 10)
            input.model?.price = .free
            input.challengers = [.model]
            (input.leastInclusion, input.asksUnequally) = (declared, true)
        }
        scene.modelPrice = .zero
        var generator = SeededGenerator(seed: 5)
        for number in 0..<4_000 {
            let isHard = number % 10 == 0
            scene.inclusion = isHard ? 1 : easy
            let isAsked = Double(generator.next() >> 11) * 0x1p-53 < scene.inclusion
            scene.add(
                truth: 0, heuristic: .says(isHard ? 0 : 1),
                model: isAsked ? .says(isHard ? 1 : 0) : .skipped)
        }
        return scene
    }

    @Test func `cases asked with unequal probabilities count by the inverse`() throws {
        let claim = try #require(Self.scene(easy: 0.2).verdict().claim(of: .model))
        // 0.9 · 10 − 0.1 · 10, of 4,000 cases; the plain mean of those asked is about 2.9.
        #expect(abs(try #require(claim.estimate) - 8) < 0.4)
        #expect(claim.limits.contains(8))
        #expect(claim.units == 4_000)
        let units = try #require(claim.effectiveUnits)
        #expect(units > 600 && units < 1_000)
    }

    @Test func `what was drawn with less than was declared counts at its worst`() throws {
        let verdict = Self.scene(easy: 0.2, declared: 0.5).verdict()
        #expect(verdict.rarerUnits == 3_600)
        let claim = try #require(verdict.claim(of: .model))
        // Nine tenths of the differences lie anywhere within ±10.
        #expect(claim.limits.lower < -9 && claim.limits.upper > 7)
        #expect(Self.scene(easy: 0.2).verdict().rarerUnits == 0)
    }

    @Test func `with one probability for all, those that were asked stand for the rest`() throws {
        var scene = Scene { $0.challengers = [.model] }
        scene.inclusion = 0.25
        for number in 0..<400 {
            scene.add(
                truth: 0, heuristic: .says(number % 2), model: number % 4 == 0 ? .says(0) : .skipped
            )
        }
        let claim = try #require(scene.verdict().claim(of: .model))
        #expect(claim.units == 100 && claim.effectiveUnits == nil)
    }

    @Test func `a shed call counts at its worst for every claim`() throws {
        func claim(shed: Int) throws -> Claim {
            var scene = Scene { $0.challengers = [.model] }
            scene.add(500, truth: 0, heuristic: .says(1), model: .says(0))
            scene.add(shed, truth: 0, heuristic: .says(0), model: .shed)
            return try #require(scene.verdict().claim(of: .model))
        }
        let (none, some) = (try claim(shed: 0), try claim(shed: 100))
        #expect(none.units == 500 && some.units == 600)
        // A hundred of 600 at −10.01 instead of +10.
        #expect(some.limits.lower < none.limits.lower - 2.5)
        #expect(some.limits.upper >= none.limits.upper - 0.5)
        #expect(some.estimate == none.estimate)
    }
}
