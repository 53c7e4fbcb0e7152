import Audits
import Decisions
import Statistics
import Testing
import Verdicts

struct DecisionMapTests {
    /// Cases with every trouble that the limits allow for, drawn by `seed`.
    private static func scene(
        seed: UInt64, inclusion: [Double] = [1], factor: Double = 1, cases: Double = 100_000
    ) -> Scene {
        var generator = SeededGenerator(seed: seed)
        var scene = Scene {
            $0.economics?.wrongDefault = 10 * factor
            $0.economics?.wrongPairs = [.init(truth: "a", answer: "b"): 25 * factor]
            $0.economics?.casesPerYear = cases
            $0.economics?.perSecond = 0.01
            $0.economics?.upkeepPerMonth = ["heuristic": 100, "model": 900]
            $0.leastInclusion = inclusion.min() ?? 1
        }
        let replies: [Scene.Reply] = [
            .says(0), .says(1), .says(0), .says(1), .abstains, .fails(.timeout), .shed,
        ]
        for number in 0..<400 {
            let truth = Int.random(in: 0...1, using: &generator)
            let isRight = Int.random(in: 0..<8, using: &generator) > 0
            let wild = replies[Int.random(in: 0..<replies.count, using: &generator)]
            let isWild = Int.random(in: 0..<6, using: &generator) == 0
            scene.inclusion = inclusion[number % inclusion.count]
            scene.modelLatency = Int64.random(in: 0...2_000_000_000, using: &generator)
            scene.modelPrice = number % 23 == 0 ? nil : Money(nanoUSD: 1_000_000)
            scene.add(
                truth: number % 17 == 0 ? nil : truth,
                heuristic: number % 5 == 0 ? .abstains : .says(number % 3 == 0 ? 1 - truth : truth),
                model: isWild ? wild : .says(isRight ? truth : 1 - truth))
        }
        return scene
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>, [[1.0], [1, 0.5, 0.25]])
    func `a cell is the verdict that a feature with those costs would have got`(
        seed: UInt64, inclusion: [Double]
    ) throws {
        let map = try #require(Self.scene(seed: seed, inclusion: inclusion).verdict().map)
        for (row, column) in [(12, 30), (4, 10), (20, 50), (12, 55), (0, 33), (24, 27)] {
            let there = Self.scene(
                seed: seed, inclusion: inclusion, factor: map.factors[column],
                cases: map.volumes[row])
            #expect(map.decisions[row][column] == there.verdict().decision)
        }
        #expect(map.here == map.decisions[12][30])
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>, [[1.0], [1, 0.5, 0.25]])
    func `limits from sums by cost cell are those of the cases one by one`(
        seed: UInt64, inclusion: [Double]
    ) throws {
        let map = try #require(Self.scene(seed: seed, inclusion: inclusion).verdict().map)
        for column in [0, 12, 30, 37, 60] {
            let factor = map.factors[column]
            let there = Self.scene(seed: seed, inclusion: inclusion, factor: factor).verdict()
            #expect(there.claims.count == 2)
            for claim in there.claims {
                let limits = try #require(map.limits[column][claim.challenger])
                // The larger end of a call without a price is chosen for its cell, not by itself.
                #expect(abs(limits.lower - claim.limits.lower) < 1e-6 * (1 + factor))
                #expect(abs(limits.upper - claim.limits.upper) < 1e-6 * (1 + factor))
            }
        }
    }

    @Test func `the border is where the verdict turns`() throws {
        var scene = Scene()
        for _ in 0..<100 {
            scene.add(8, truth: 0, heuristic: .says(0), model: .says(0))
            scene.add(1, truth: 0, heuristic: .says(1), model: .says(0))
            scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
        }
        let verdict = scene.verdict()
        let map = try #require(verdict.map)
        #expect(map.here == verdict.decision)
        let border = try #require(map.border)
        func decision(_ factor: Double) -> Verdict.Decision {
            var scene = scene
            scene.input.economics?.wrongDefault *= factor
            return scene.verdict().decision
        }
        let inwards = border.factor > 1 ? 0.998 : 1.002
        #expect(decision(border.factor) == border.decision)
        #expect(decision(border.factor * inwards) == verdict.decision)
        #expect(!map.dependsOnVolume)
    }

    @Test func `the frame is what the feature file holds possible`() throws {
        func map(_ cost: ClosedRange<Double>?) throws -> DecisionMap {
            var scene = Scene { $0.doubt.wrong = cost }
            for _ in 0..<100 {
                scene.add(8, truth: 0, heuristic: .says(0), model: .says(0))
                scene.add(1, truth: 0, heuristic: .says(1), model: .says(0))
                scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
            }
            return try #require(scene.verdict().map)
        }
        let usual = try map(nil)
        #expect(usual.factorRange == Interval(lower: 0.5, upper: 2))
        let border = try #require(usual.border).factor
        let sides = border > 1 ? (9.0, 10 * border * 2) : (10 * border / 2, 11)
        let wide = try map(sides.0...sides.1)
        #expect(abs(wide.factorRange.lower - sides.0 / 10) < 1e-12)
        #expect(!wide.isSettledInRange)
        #expect(try map(10...10).isSettledInRange)
        let far = try map(0.01...10)
        #expect(far.factors[0] <= 0.001)
    }

    @Test func `an audit that voids a claim leaves it no place on the map`() throws {
        var scene = Scene()
        scene.add(600, truth: 0, heuristic: .says(1), model: .says(0))
        let sound = try #require(scene.verdict().map)
        #expect(sound.here == .modelEarns && sound.isSettledInRange)
        scene.input.audits = [AuditFinding(.poisoning, .fires, "raters saw the model's answer.")]
        let voided = try #require(scene.verdict().map)
        #expect(!voided.decisions.joined().contains(.modelEarns))
    }

    @Test func `where no error costs anything there is nothing to map`() {
        var scene = Scene { $0.economics?.wrongDefault = 0 }
        scene.add(100, truth: 0, heuristic: .says(0), model: .says(0))
        #expect(scene.verdict().map == nil)
    }

    @Test func `a plan's bets are left out, and that is said`() throws {
        var scene = Scene {
            $0.promised = [
                Plan.PromisedClaim(
                    question: "kind", path: "model", challenger: .model, alpha: 0.05, effect: 1,
                    deviation: 3)
            ]
            $0.challengers = [.model]
        }
        scene.add(300, truth: 0, heuristic: .says(1), model: .says(0))
        let verdict = scene.verdict()
        let map = try #require(verdict.map)
        #expect(map.leavesPlanOut)
        let drawn = try #require(map.limits[30][.model])
        let decided = try #require(verdict.claim(of: .model)).limits
        #expect(drawn.lower <= decided.lower)
    }
}
