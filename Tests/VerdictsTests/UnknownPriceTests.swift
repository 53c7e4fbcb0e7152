import Decisions
import Evidence
import Statistics
import Testing
import Verdicts

struct UnknownPriceTests {
    private var scene: Scene {
        var scene = Scene { $0.model?.price = .unknown }
        scene.modelPrice = nil
        return scene
    }

    @Test func `without a price nothing is earned, but a break-even price is given`() throws {
        var scene = scene
        scene.add(200, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(200, truth: 1, heuristic: .says(0), model: .says(1))
        let verdict = scene.verdict()
        #expect(verdict.decision == .notYetKnown)
        #expect(verdict.reasons == [.priceUnknown])
        let price = try #require(verdict.breakEven?.modelPrice)
        let claim = try #require(verdict.claim(of: .model))
        #expect(claim.isAtPriceZero)
        #expect(abs(price.estimate - 5) < 1e-9)
        #expect(price.low == claim.limits.lower)
        #expect(price.high == claim.limits.upper)
        #expect(verdict.flip == .priceBelow(price.estimate, challenger: .model, now: nil))
    }

    @Test func `a model that falls short even for nothing proves that the heuristic stays`() {
        var scene = scene
        scene.add(600, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(400, truth: 1, heuristic: .says(1), model: .says(0))
        let verdict = scene.verdict()
        #expect(verdict.decision == .heuristicStays)
        #expect(verdict.year?.isAtPriceZero == true)
    }

    @Test func `a price that is stated later counts for answers that had none`() throws {
        var scene = Scene {
            $0.model?.laterPrice = PriceDefinition(
                inputPerMillion: 2, outputPerMillion: 10, perCall: 0.001)
        }
        scene.modelPrice = nil
        scene.modelTokens = TokenUsage(input: 500, output: 20)
        scene.add(10, truth: 0, heuristic: .says(0), model: .says(0))
        // A reply that could not be read was paid for as well.
        scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.unparsable))
        scene.modelTokens = nil
        scene.add(2, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
        scene.modelPrice = Money(nanoUSD: 7_000_000)
        scene.add(3, truth: 0, heuristic: .says(0), model: .says(0))
        let cost = try #require(scene.verdict().model).cost
        // 0.001 + 500 × 2/10⁶ + 20 × 10/10⁶ dollars.
        #expect(abs(try #require(cost.total) - (11 * 0.0022 + 3 * 0.007)) < 1e-9)
        #expect(cost.pricedLater == 11)
        #expect(cost.unpriced == 3)
    }

    @Test func `a price by call needs no tokens`() throws {
        var scene = Scene { $0.model?.laterPrice = PriceDefinition(perCall: 0.003) }
        scene.modelPrice = nil
        scene.add(4, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(1, truth: 0, heuristic: .says(0), model: .fails(.timeout))
        let cost = try #require(scene.verdict().model).cost
        #expect(abs(try #require(cost.total) - 0.012) < 1e-9)
        #expect(cost.pricedLater == 4 && cost.unpriced == 1)
    }

    @Test func `asked only where needed, a call may cost more`() throws {
        var scene = scene
        scene.add(90, truth: 0, heuristic: .says(0), model: .says(0))
        scene.add(10, truth: 0, heuristic: .abstains, model: .says(0))
        let points = try #require(scene.verdict().breakEven)
        // 10 × 2/100 a case, in all of the calls or in a tenth of them.
        #expect(abs(try #require(points.modelPrice).estimate - 0.2) < 1e-9)
        #expect(abs(try #require(points.cascadePrice).estimate - 2) < 1e-9)
    }
}
