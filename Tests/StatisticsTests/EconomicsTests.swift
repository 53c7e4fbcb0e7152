import Statistics
import Testing

struct EconomicsTests {
    @Test func `at a break-even figure the utility gained is nothing`() throws {
        func utility(errorCost: Double, price: Double) -> Double {
            BreakEven(
                heuristicAccuracy: 0.8, modelAccuracy: 0.9, errorCost: errorCost,
                pricePerCall: price, latencyPenaltyPerSecond: 0.02, latencySeconds: 2
            ).utilityPerItem
        }
        let balance = BreakEven(
            heuristicAccuracy: 0.8, modelAccuracy: 0.9, errorCost: 3, pricePerCall: 0.1,
            latencyPenaltyPerSecond: 0.02, latencySeconds: 2)
        let errorCost = try #require(balance.breakEvenErrorCost)
        #expect(abs(utility(errorCost: errorCost, price: 0.1)) < 1e-12)
        #expect(abs(utility(errorCost: 3, price: balance.breakEvenPrice)) < 1e-12)
        #expect(isClose(try #require(balance.breakEvenVolume(fixedCost: 16)), 100, within: 1e-9))
    }

    @Test func `a model that gains nothing never breaks even`() {
        let balance = BreakEven(
            heuristicAccuracy: 0.9, modelAccuracy: 0.9, errorCost: 0, pricePerCall: 0.1)
        #expect(balance.breakEvenErrorCost == nil && balance.minimumAccuracyGain == nil)
        #expect(balance.breakEvenVolume(fixedCost: 1) == nil && balance.breakEvenPrice == 0)
    }

    @Test func `the first of equally cheap answers is taken`() {
        let matrix = CostMatrix([[0, 0, 4], [1, 1, 0]])
        #expect(matrix.bestAnswer(posterior: [1, 0]) == 0)
        #expect(matrix.bounds == Interval(lower: 0, upper: 4))
        #expect(matrix.meanCost(truths: [], answers: []) == nil)
        #expect(CostMatrix([]).bestAnswer(posterior: []) == nil)
    }

    @Test func `a dip in a routing curve does not move its threshold`() throws {
        let curve = try #require(
            RoutingCurve(
                shares: [0, 0.25, 0.5, 0.75, 1], accuracies: [0.5, 0.7, 0.6, 0.8, 0.9],
                weakAccuracy: 0.5, strongAccuracy: 0.9))
        #expect(isClose(try #require(curve.callShare(recovering: 0.25)), 0.125, within: 1e-12))
        #expect(isClose(try #require(curve.callShare(recovering: 0.5)), 0.25, within: 1e-12))
        let beyondDip = try #require(curve.callShare(recovering: 0.625))
        #expect(beyondDip > 0.5 && beyondDip < 0.75)
        #expect(curve.callShare(recovering: 1.2) == nil)
    }

    @Test func `a cascade's frontier only rises`() throws {
        let curve = try #require(
            CascadeCurve(
                confidence: [0.2, 0.9, 0.5], heuristicRight: [false, true, true],
                modelRight: [true, true, false], pricePerCall: 0.3))
        #expect(curve.points.map(\.escalated) == [0, 1, 2, 3])
        #expect(curve.frontier.map(\.escalated) == [0, 1])
        #expect(curve.frontier.last?.accuracy == 1)
    }
}
