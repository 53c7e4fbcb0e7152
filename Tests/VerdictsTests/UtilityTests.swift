import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

/// Costs of the scene: wrong 10, abstained 2, failed 4, a call 0.001 dollars.
struct UtilityTests {
    private func claims(_ scene: Scene) throws -> (model: Claim, cascade: Claim) {
        let verdict = scene.verdict()
        return (
            try #require(verdict.claim(of: .model)), try #require(verdict.claim(of: .cascade))
        )
    }

    @Test func `a case's difference is what mistakes cost less, minus the price`() throws {
        var scene = Scene()
        scene.add(6, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(3, truth: 0, heuristic: .says(1), model: .says(0))
        scene.add(1, truth: 1, heuristic: .says(1), model: .says(0))
        // (3 × 10 − 1 × 10)/10 − 0.001
        #expect(try abs(#require(claims(scene).model.estimate) - 1.999) < 1e-9)
    }

    @Test(arguments: [(4999, nil), (5000, nil), (5001, 5000)])
    func `limits for a steady effect say how many cases they rest on`(
        cases: Int, units: Int?
    ) throws {
        var scene = Scene()
        scene.add(cases, truth: 0, heuristic: .says(0), model: .says(0))
        #expect(try claims(scene).model.stableEffectUnits == units)
    }

    @Test func `a failure costs what is declared, not what a wrong answer does`() throws {
        var scene = Scene()
        scene.add(9, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
        // −4/10 − 0.001; the failed call has no price and is charged the cap of 0.01.
        #expect(try abs(#require(claims(scene).model.estimate) + 0.4019) < 1e-9)
    }

    @Test func `a call without a price is dearest for the lower limit and free for the upper`()
        throws
    {
        var scene = Scene()
        scene.add(99, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
        let model = try claims(scene).model
        let unpriced = model.limits
        var free = RunningMeanConfidenceSequence(
            lower: -10.01, upper: 10, alpha: model.alpha, center: 0)
        for _ in 0..<99 { free.append(-0.001) }
        var dear = free
        free.append(most: -4, least: -4.01)
        dear.append(least: -4.01, most: -4)
        #expect(abs(unpriced.upper - free.interval.upper) < 1e-9)
        #expect(abs(unpriced.lower - dear.interval.lower) < 1e-9)
    }

    @Test func `waiting costs by the second, on both sides`() throws {
        var scene = Scene { $0.economics?.perSecond = 0.2 }
        scene.heuristicLatency = 250_000_000
        scene.add(10, truth: 0, heuristic: .says(0), model: .says(0))
        // −0.001 − 0.2 × 0.5 + 0.2 × 0.25
        #expect(try abs(#require(claims(scene).model.estimate) + 0.051) < 1e-7)
    }

    @Test func `the cascade pays for the model only where the heuristic has no answer`() throws {
        var scene = Scene { $0.economics?.perSecond = 0.2 }
        scene.heuristicLatency = 250_000_000
        scene.add(7, truth: 0, heuristic: .says(1), model: .says(0))
        scene.add(2, truth: 0, heuristic: .abstains, model: .says(0))
        scene.add(1, truth: 0, heuristic: .fails(.ruleError), model: .says(1))
        let cascade = try claims(scene).cascade
        // (2 × 2 + (4 − 10))/10 − 0.3 × (0.001 + 0.2 × 0.5): the heuristic's wait is paid anyway.
        #expect(abs(try #require(cascade.estimate) + 0.2303) < 1e-7)
        #expect(abs(cascade.askedShare - 0.3) < 1e-12)
        #expect(cascade.accuracy?.value == 0.2)
        #expect(!cascade.isEmpty)
    }

    @Test func `where the heuristic always answers, the cascade claims nothing`() throws {
        var scene = Scene()
        scene.add(10, truth: 0, heuristic: .says(1), model: .says(0))
        let cascade = try claims(scene).cascade
        #expect(cascade.isEmpty)
        #expect(!cascade.isProvedBetter)
        #expect(!cascade.isProvedShort)
    }

    @Test func `bounds are declared: the cost matrix, the price cap and the timeouts`() throws {
        var scene = Scene { $0.economics?.perSecond = 0.1 }
        scene.add(1, truth: 0, heuristic: .says(0), model: .says(0))
        let (model, cascade) = try claims(scene)
        // 10 for a mistake either way, 0.01 for the call, ten seconds of waiting against one.
        #expect(abs(model.bounds.lower + 11.01) < 1e-12)
        #expect(abs(model.bounds.upper - 10.1) < 1e-12)
        // From an abstention (−2) to a mistake (−10); from a failure (−4) to a right answer.
        #expect(abs(cascade.bounds.lower + 9.01) < 1e-12)
        #expect(abs(cascade.bounds.upper - 4) < 1e-12)
    }

    @Test func `what exceeds its bound is cut there and counted`() throws {
        var scene = Scene { $0.economics?.perSecond = 0.1 }
        scene.modelPrice = Money(nanoUSD: 5_000_000_000)
        scene.modelLatency = 60_000_000_000
        scene.add(4, truth: 0, heuristic: .says(0), model: .says(0))
        let verdict = scene.verdict()
        let clipping = verdict.clipping
        #expect([clipping.prices, clipping.latencies, clipping.unpriced] == [4, 4, 0])
        // Cut at 0.01 dollars and ten seconds.
        let estimate = try #require(verdict.claim(of: .model)?.estimate)
        #expect(abs(estimate + 1.01) < 1e-6)
    }

    @Test func `both challengers share alpha, and later lines get less`() throws {
        var scene = Scene()
        scene.add(10, truth: 0, heuristic: .abstains, model: .says(0))
        let first = try claims(scene).model.alpha
        // 0.05 × 6/π², halved
        #expect(abs(first - 0.015_198_177_546) < 1e-9)
        scene.input.line = 2
        // 0.05 × 6/(4π²), halved
        let alpha = try claims(scene).cascade.alpha
        #expect(abs(alpha - 0.003_799_544_386) < 1e-9)
        scene.input.line = 1
        scene.input.challengers = [.model]
        let alone = try #require(scene.verdict().claims.first).alpha
        #expect(abs(alone - 0.030_396_355_093) < 1e-9)
    }

    @Test func `a user counts once, with the first case that is old enough`() throws {
        var scene = Scene()
        scene.add(truth: 0, heuristic: .says(0), model: .says(0), day: 2, user: 1)
        scene.add(5, truth: 0, heuristic: .says(1), model: .says(0), day: 3, user: 1)
        scene.add(truth: 0, heuristic: .says(1), model: .says(0), day: 4, user: 2)
        scene.add(truth: 0, heuristic: .says(0), model: .says(0), day: 1, user: 2)
        let verdict = scene.verdict()
        #expect(verdict.hasUsers)
        #expect(verdict.units == 2)
        #expect(verdict.pairs == 8)
        #expect(abs(try #require(verdict.claim(of: .model)?.estimate) + 0.001) < 1e-9)
        #expect(verdict.difference?.discordantUnits == 0)
    }

    @Test func `the order of arrival changes nothing, the order of cases counts`() throws {
        var scene = Scene()
        scene.add(40, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(15, truth: 1, heuristic: .says(0), model: .says(1))
        scene.add(25, truth: 0, heuristic: .abstains, model: .says(1))
        let forwards = scene.verdict()
        let backwards = scene.verdict { $0.reversed() }
        let shuffled = scene.verdict { rows in
            var generator = SeededGenerator(seed: 7)
            return rows.shuffled(using: &generator)
        }
        for other in [backwards, shuffled] {
            #expect(other.claims.map(\.limits) == forwards.claims.map(\.limits))
            #expect(other.difference?.anytimeP == forwards.difference?.anytimeP)
            #expect(other.baselines == forwards.baselines)
        }
    }

    @Test func `cases without a time come first, by their number`() {
        var scene = Scene()
        scene.add(30, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(30, truth: 1, heuristic: .says(1), model: .says(0))
        let first = scene.verdict { rows in
            rows.map { row in
                var row = row
                if row.caseNumber >= 30 { row.time = nil }
                return row
            }
        }
        #expect(first.counts.undated == 30)
        // With the `b` cases first, the majority so far is wrong once, then 30 times for `a`.
        #expect(first.baselines?.majorityAccuracy == 29.0 / 60)
    }
}
