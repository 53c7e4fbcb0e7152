/// Runs the orders of some candidates through the simulation of trust.
struct TrustBench {
    private let orders: [(order: LaunchOrder, features: [Int])]
    private let candidates: [LaunchCandidate]
    private let figures: [[LaunchFigures]]
    private let isPromotable: [Bool]
    let draws: Int

    /// `figures` are those of each candidate over the draws.
    init(
        _ candidates: [LaunchCandidate], figures: [[LaunchFigures]],
        orders: [(order: LaunchOrder, features: [Int])], isPromotable: [Bool],
        draws: Int
    ) {
        self.candidates = candidates
        self.figures = figures
        self.orders = orders
        self.isPromotable = isPromotable
        self.draws = draws
    }

    func comparison(_ assumptions: LaunchAssumptions) -> TrustComparison {
        let courses = orders.map { self.courses($0, assumptions, draws: draws) }
        let totals = courses.map { $0.map { $0.value.last ?? 0 } }
        let recommended = orders.firstIndex { $0.order == .recommended }.map { totals[$0] } ?? []
        let results = orders.indices.map { index in
            TrustComparison.Result(
                order: orders[index].order,
                features: orders[index].features.map { candidates[$0].name },
                value: .init(courses[index].map(\.value)),
                trust: .init(courses[index].map(\.trust)), mean: totals[index].mean,
                recommendedHolds: zip(recommended, totals[index]).map { $0 >= $1 ? 1 : 0 }.mean)
        }
        return TrustComparison(
            results: results, draws: draws, weeks: Int(assumptions[.horizon].rounded()),
            flips: AssumptionSearch(bench: self, from: assumptions).flips)
    }

    /// Returns the order that brings most on average, with its advantage over the recommended one.
    func best(_ assumptions: LaunchAssumptions, draws: Int) -> (
        order: LaunchOrder, advantage: Double
    ) {
        let means = orders.map { order in
            (order.order, courses(order, assumptions, draws: draws).map { $0.value.last ?? 0 }.mean)
        }
        let recommended = means.first { $0.0 == .recommended }?.1 ?? 0
        // What is no better than the recommended order does not beat it.
        let tolerance = 1e-9 * recommended.magnitude
        guard let best = means.max(by: { $0.1 < $1.1 }), best.1 > recommended + tolerance
        else { return (.recommended, 0) }
        // Of nothing, or of a loss, there is no share.
        return (best.0, recommended > 0 ? (best.1 - recommended) / recommended : 0)
    }

    private func courses(
        _ order: (order: LaunchOrder, features: [Int]), _ assumptions: LaunchAssumptions,
        draws: Int
    ) -> [TrustSimulation.Course] {
        let simulation = TrustSimulation(assumptions)
        return (0..<min(draws, self.draws)).map { draw in
            simulation.course(
                order.features.map { index in
                    TrustSimulation.Feature(
                        figures: figures[index][draw], tier: candidates[index].tier,
                        start: start(of: index, in: order.order))
                })
        }
    }

    private func start(of index: Int, in order: LaunchOrder) -> TrustSimulation.Start {
        guard order == .recommended else { return .asWanted }
        return isPromotable[index] ? .assistantUntilPromoted : .assistantForGood
    }
}
