import Advisor
import TestSupport
import Testing

/// What holds of every portfolio, tried on many.
struct LaunchPropertyTests {
    private let portfolio: Portfolio

    init() throws {
        portfolio = try Portfolio()
    }

    private func answers(_ generator: inout SeededGenerator) -> [String: Int] {
        var answers: [String: Int] = [:]
        for item in LaunchItem.allCases where !generator.chance(15) {
            answers[item.rawValue] = Int.random(in: 0...4, using: &generator)
        }
        return answers
    }

    private func candidates(_ generator: inout SeededGenerator) -> [LaunchCandidate] {
        let count = Int.random(in: 1...6, using: &generator)
        return (0..<count).map { index in
            let earlier = (0..<index).filter { _ in generator.chance(20) }.map { "f\($0)" }
            return portfolio.candidate(
                "f\(index)", dependsOn: earlier, answers(&generator))
        }
    }

    @Test(arguments: 0..<20)
    func `every feature has one place, after what it depends on, and shares of first places add up`(
        seed: UInt64
    ) {
        var generator = SeededGenerator(seed: seed)
        let candidates = candidates(&generator)
        let plan = portfolio.plan(candidates, draws: 20)
        let names = plan.steps.map(\.candidate.name)
        #expect(Set(names).count == candidates.count)
        for (place, step) in plan.steps.enumerated() {
            #expect(
                Set(names[..<place]).isSuperset(of: step.candidate.assessment.dependsOn))
        }
        #expect(abs(plan.steps.map(\.first).reduce(0, +) - 1) < 1e-9)
        let free = candidates.contains {
            !$0.mayBeIrreversible && $0.assessment.dependsOn.isEmpty
        }
        #expect(plan.steps[0].candidate.mayBeIrreversible == !free)
        #expect(plan.nothingMayGoFirst == !free)
    }

    @Test(arguments: 0..<20)
    func `more value never lowers a rank or a place, and more harm never raises one`(seed: UInt64)
        throws
    {
        var generator = SeededGenerator(seed: seed &+ 1_000)
        var candidates = candidates(&generator)
        let index = Int.random(in: candidates.indices, using: &generator)
        let before = portfolio.plan(candidates, draws: 30)
        for (item, isGood) in [
            ("value", true), ("reach", true), ("wrong_share", false), ("visible", false),
            ("severity", false), ("correction", false),
        ] {
            let original = candidates[index]
            let entries = original.assessment.entries
            guard let answer = entries.first(where: { $0.item == item })?.answer, answer < 4
            else { continue }
            candidates[index] = portfolio.candidate(
                original.name, dependsOn: original.assessment.dependsOn,
                entries: entries.map {
                    $0.item == item ? .init(item: item, answer: answer + 1, by: "ana") : $0
                })
            let after = portfolio.plan(candidates, draws: 30)
            candidates[index] = original
            let (old, new) = (try place(original.name, before), try place(original.name, after))
            if isGood {
                #expect(new.rank >= old.rank && new.place <= old.place, "\(item)")
            } else {
                #expect(new.rank <= old.rank && new.place >= old.place, "\(item)")
            }
        }
    }

    private func place(_ name: String, _ plan: LaunchPlan) throws -> (place: Int, rank: Double) {
        let place = try #require(plan.steps.firstIndex { $0.candidate.name == name })
        return (place, plan.steps[place].rank.mean)
    }

    @Test
    func `the same seed gives the same plan, and another feature changes no draw of the first`()
        throws
    {
        let unsure = portfolio.candidate("unsure", ["value": 2])
        let one = portfolio.plan([unsure, portfolio.timid("a")], draws: 100, seed: 7)
        let two = portfolio.plan([portfolio.timid("b"), unsure], draws: 100, seed: 7)
        let three = portfolio.plan([unsure], draws: 100, seed: 8)
        let ranks = [one, two, three].map { plan in
            plan.steps.first { $0.candidate.name == "unsure" }?.rank.mean
        }
        #expect(ranks[0] == ranks[1])
        #expect(ranks[0] != ranks[2])
    }

    @Test(arguments: [0.0, 0.004, 0.011, 0.013, 0.017])
    func
        `with the criterion's cases the bound is below the budget, and ten cases earlier it was not`(
            rate: Double
        ) throws
    {
        let criterion = try #require(PromotionCriterion(rate: rate, budget: 0.02))
        func upper(_ cases: Int) -> Double {
            MeasuredError(
                question: "q", path: "p", isHeuristic: true,
                mistakes: Int((rate * Double(cases)).rounded(.toNearestOrEven)), answers: cases,
                unanswered: 0
            ).upper
        }
        #expect(upper(criterion.cases) < 0.02)
        #expect(upper(criterion.cases - 10) >= 0.02)
    }
}
