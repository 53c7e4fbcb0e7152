import Decisions
import Evidence
import Statistics

/// Made-up logs of rules that are surer and less sure, and a model that is asked at a price.
package struct CascadeScenario: Sendable {
    package let id: String
    package let description: String
    let cases: Int

    package static let all = [
        CascadeScenario(id: "cascade-300", description: "recommended on 300 cases", cases: 600),
        CascadeScenario(
            id: "cascade-1000", description: "recommended on 1,000 cases", cases: 2_000),
    ]

    /// A recommendation, how often it is right in cases without end, and what it gains there.
    struct Sample {
        let frontier: CascadeFrontier
        let accuracy: Double
        let gain: Double
    }

    private struct Rule {
        let chance: Double
        let isRight: Double
        let stated: Double
    }

    /// What is left over are cases without an answer; one rule is about as good as asking.
    private static let rules = [
        Rule(chance: 0.2, isRight: 0.99, stated: 0.97),
        Rule(chance: 0.15, isRight: 0.95, stated: 0.9),
        Rule(chance: 0.15, isRight: 0.9, stated: 0.93),
        Rule(chance: 0.12, isRight: 0.84, stated: 0.8),
        Rule(chance: 0.1, isRight: 0.75, stated: 0.85),
        Rule(chance: 0.08, isRight: 0.65, stated: 0.6),
    ]
    private static let modelIsRight = 0.88
    private static let price = Money(nanoUSD: 50_000_000)

    /// Nil where the log gives no frontier.
    func frontier(_ generator: inout SeededGenerator) -> Sample? {
        let log = Self.accumulate(cases, &generator)
        guard
            let finder = FrontierFinder(
                log.frontier, log.input, isPriceUnknown: false),
            let frontier = finder.frontier()
        else { return nil }
        let fresh = Self.accumulate(Self.fresh, &generator)
        guard let later = fresh.frontier.ordered(oneOfEachUser: true) else { return nil }
        let (setting, count) = (frontier.recommended.setting, Double(later.count))
        return Sample(
            frontier: frontier, accuracy: Double(finder.right(setting, later[...])) / count,
            gain: finder.gains(setting, later[...]).reduce(0, +) / count)
    }

    /// Cases that stand for cases without end: their accuracy is known to within 0.3 points.
    private static let fresh = 16_000

    private static func accumulate(
        _ cases: Int, _ generator: inout SeededGenerator
    ) -> VerdictAccumulator {
        var line = StudyLine(challengers: Challenger.allCases)
        line.input.model?.price = .capped(at: price)
        for _ in 0..<cases { append(to: &line, &generator) }
        var accumulator = VerdictAccumulator(line.input)
        for row in line.rows { accumulator.append(row) }
        return accumulator
    }

    private static func append(to line: inout StudyLine, _ generator: inout SeededGenerator) {
        func uniform() -> Double { Double.random(in: 0..<1, using: &generator) }
        var rest = uniform()
        let index = rules.firstIndex { rule in
            rest -= rule.chance
            return rest < 0
        }
        let heuristic: StudyWorld.Reply =
            index.map { uniform() < rules[$0].isRight ? .right : .wrong } ?? .abstains
        let model: StudyWorld.Reply = uniform() < modelIsRight ? .right : .wrong
        line.append(
            (heuristic, model),
            StudyLine.Details(
                rule: index.map { UInt16($0 + 1) } ?? 0,
                probability: index.map { rules[$0].stated }, price: price))
    }
}
