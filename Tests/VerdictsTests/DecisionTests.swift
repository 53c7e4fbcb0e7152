import Audits
import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

struct DecisionTests {
    @Test func `a model that is worth enough at its lower limit earns its place`() throws {
        var scene = Scene()
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(0), model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .modelEarns)
        #expect(verdict.reasons == [.earns(.model)])
        let claim = try #require(verdict.leadingClaim)
        #expect(abs(try #require(claim.estimate) - 4.999) < 1e-9)
        #expect(claim.limits.lower > 0)
        // At 100,000 cases a year.
        #expect(abs(try #require(verdict.year).gain - 499_900) < 1e-3)
    }

    @Test func `a cascade that is worth more than the model earns its place`() throws {
        var scene = Scene()
        scene.modelPrice = Money(nanoUSD: 10_000_000)
        scene.add(500, truth: 0, heuristic: .says(0), model: .says(1))
        scene.add(500, truth: 1, heuristic: .abstains, model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .cascadeEarns)
        #expect(verdict.reasons == [.earns(.cascade)])
        // (500 × 2)/1000 − 0.5 × 0.01
        #expect(abs(try #require(verdict.leadingClaim?.estimate) - 0.995) < 1e-9)
    }

    @Test func `the heuristic stays once every upper limit falls short`() {
        var scene = Scene()
        scene.add(600, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(400, truth: 1, heuristic: .says(1), model: .says(0))
        scene.add(60, truth: 1, heuristic: .abstains, model: .says(0))
        let verdict = scene.verdict()
        #expect(verdict.decision == .heuristicStays)
        #expect(verdict.reasons == [.allFallShort])
        #expect(verdict.claims.map(\.isProvedShort) == [true, true])
    }

    @Test func `a cascade that might still pay keeps the heuristic from being proved`() throws {
        var scene = Scene()
        scene.add(300, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(1), model: .says(0))
        scene.add(3, truth: 1, heuristic: .abstains, model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        #expect(try #require(verdict.claim(of: .model)).isProvedShort)
        guard case .tooFewCases(let more?) = verdict.reasons[0] else {
            Issue.record("\(verdict.reasons)")
            return
        }
        #expect(more > 0)
    }

    @Test func `too few cases leave it open and say how many more`() {
        var scene = Scene()
        scene.add(20, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(5, truth: 1, heuristic: .says(0), model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        guard case .tooFewCases(let more?) = verdict.reasons[0] else {
            Issue.record("\(verdict.reasons)")
            return
        }
        #expect((10...2_000).contains(more))
        #expect(verdict.flip == .moreCases(more))
    }

    @Test func `the minimum worth having counts, with a case's share of the upkeep`() throws {
        var scene = Scene {
            $0.economics?.worthHaving = 0.5
            $0.economics?.upkeepPerMonth = ["heuristic": 400, "model": 900]
        }
        scene.add(10, truth: 0, heuristic: .abstains, model: .says(0))
        let verdict = scene.verdict()
        // 12 × 500/100,000; the cascade keeps the heuristic's upkeep and adds the model's.
        #expect(abs(try #require(verdict.claim(of: .model)).worthHaving - 0.56) < 1e-12)
        #expect(abs(try #require(verdict.claim(of: .cascade)).worthHaving - 0.608) < 1e-12)
    }

    @Test func `an audit that fires keeps a model from earning, and goes first`() {
        let audit = AuditFinding(.poisoning, .fires, "Labels came from the model.")
        var scene = Scene { $0.audits = [audit] }
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(0), model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        #expect(verdict.reasons.first == .auditFires(audit))
        #expect(verdict.risk == .auditFires(audit))
    }

    @Test(arguments: [
        (price: 5_000_000_000, latency: 500_000_000), (price: 1_000_000, latency: 60_000_000_000),
    ])
    func `nothing is earned by answers beyond the declared bounds`(price: Int64, latency: Int64) {
        var scene = Scene()
        scene.modelPrice = Money(nanoUSD: price)
        scene.modelLatency = latency
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(0), model: .says(1))
        #expect(scene.verdict().decision == .notYetKnown)
        #expect(scene.verdict().reasons == [.boundsExceeded(answers: 400)])
    }

    @Test func `upkeep is asked for only where the volume is declared`() throws {
        var scene = Scene { $0.economics?.upkeepPerMonth = ["model": 1000, "heuristic": 0] }
        scene.add(20, truth: 0, heuristic: .says(0), model: .says(0))
        let declared = try #require(scene.verdict().claim(of: .model)?.worthHaving)
        #expect(abs(declared - 0.12) < 1e-12)
        scene.input.economics?.casesPerYear = nil
        #expect(scene.verdict().claim(of: .model)?.worthHaving == 0)
        #expect(scene.verdict().volume != nil)
    }

    @Test func `a heuristic whose upkeep is not named has none`() throws {
        var scene = Scene { $0.economics?.upkeepPerMonth = ["model": 1000] }
        scene.add(20, truth: 0, heuristic: .says(0), model: .says(0))
        let worth = try #require(scene.verdict().claim(of: .model)?.worthHaving)
        #expect(abs(worth - 0.12) < 1e-12)
        scene.input.economics?.upkeepPerMonth = ["heuristic": 1000]
        #expect(scene.verdict().claim(of: .model)?.worthHaving == 0)
    }

    @Test func `outcomes that are open come before more cases, from a tenth on`() {
        func reasons(open: Int) -> [Reason] {
            var scene = Scene()
            scene.add(80, truth: 0, heuristic: .says(0), model: .says(0))
            scene.add(20, truth: 1, heuristic: .says(0), model: .says(1))
            scene.add(open, truth: nil, heuristic: .says(0), model: .says(1))
            return scene.verdict().reasons
        }
        #expect(reasons(open: 12) == [.missingOutcomes(missing: 12, enough: 11)])
        guard case .tooFewCases(_?) = reasons(open: 11).first else {
            Issue.record("\(reasons(open: 11))")
            return
        }
    }

    @Test func `missing outcomes count at their worst`() {
        var scene = Scene()
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(100, truth: 1, heuristic: .says(0), model: .says(1))
        scene.add(300, truth: nil, heuristic: .says(0), model: .says(1))
        let volunteered = scene.verdict()
        #expect(volunteered.decision == .notYetKnown)
        #expect(volunteered.reasons == [.missingOutcomes(missing: 300, enough: 143)])
    }

    @Test func `a missing outcome costs nothing where both paths say the same`() {
        var scene = Scene()
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(0), model: .says(1))
        scene.add(300, truth: nil, heuristic: .says(1), model: .says(1))
        #expect(scene.verdict().decision == .modelEarns)
    }

    @Test func `cases that only one path was asked count for that path alone`() throws {
        var scene = Scene()
        scene.add(10, truth: 0, heuristic: .says(0), model: .says(1))
        scene.add(4, truth: 0, heuristic: .says(0), model: .skipped)
        scene.add(3, truth: 0, heuristic: .notAsked, model: .says(0))
        scene.add(9, truth: 0, heuristic: .notAsked, model: .notAsked)
        let verdict = scene.verdict()
        #expect(verdict.counts.cases == 17)
        #expect(verdict.pairs == 10)
        #expect(verdict.counts.onlyHeuristicAsked == 4)
        #expect(verdict.counts.onlyModelAsked == 3)
        #expect(verdict.heuristic.asked == 14)
        #expect(try #require(verdict.model).asked == 13)
        #expect(try #require(verdict.model).skipped == 4)
    }

    @Test func `young cases wait, whether or not their outcome is known`() {
        var scene = Scene { $0.outcome.maturesAfter = .seconds(7 * 86_400) }
        scene.add(10, truth: 0, heuristic: .says(0), model: .says(0), day: 993)
        scene.add(5, truth: 1, heuristic: .says(0), model: .says(1), day: 994)
        let verdict = scene.verdict()
        #expect(verdict.counts.outcomes == 10)
        #expect(verdict.counts.immature == 5)
        #expect(verdict.pairs == 10)
    }
}
