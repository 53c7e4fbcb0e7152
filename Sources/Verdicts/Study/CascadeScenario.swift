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

    /// A recommendation, how often it is right in truth, and what it gains over the heuristic.
    struct Sample {
        let frontier: CascadeFrontier
        let accuracy: Double
        let gain: Double
    }

    private struct Rule {
        let chance: Double
        /// The chance that its answer is right.
        let accuracy: Double
        let stated: Double
    }

    /// What is left over are cases without an answer; one rule is about as good as asking.
    private static let rules = [
        Rule(chance: 0.2, accuracy: 0.99, stated: 0.97),
        Rule(chance: 0.15, accuracy: 0.95, stated: 0.9),
        Rule(chance: 0.15, accuracy: 0.9, stated: 0.93),
        Rule(chance: 0.12, accuracy: 0.84, stated: 0.8),
        Rule(chance: 0.1, accuracy: 0.75, stated: 0.85),
        Rule(chance: 0.08, accuracy: 0.65, stated: 0.6),
    ]
    private static let modelAccuracy = 0.88
    private static let price = Money(nanoUSD: 50_000_000)

    /// Nil where the log gives no frontier.
    func sample(_ generator: inout SeededGenerator) -> Sample? {
        var line = Self.line()
        for _ in 0..<cases { Self.append(to: &line, &generator) }
        guard
            let finder = FrontierFinder(
                Self.frontierCases(line), line.input, isPriceUnknown: false),
            let frontier = finder.frontier()
        else { return nil }
        let truth = Self.truth(of: frontier.recommended.setting, finder)
        return Sample(frontier: frontier, accuracy: truth.accuracy, gain: truth.gain)
    }

    private static func line() -> StudyLine {
        var line = StudyLine(challengers: Challenger.allCases)
        line.input.model?.price = .capped(at: price)
        return line
    }

    private static func frontierCases(_ line: StudyLine) -> FrontierSample {
        var accumulator = VerdictAccumulator(line.input)
        for row in line.rows { accumulator.append(row) }
        return accumulator.frontier
    }

    /// What is true of a setting follows from whether it asks the model in a case of each rule.
    private static func truth(
        of setting: FrontierPoint.Setting, _ finder: FrontierFinder
    ) -> (accuracy: Double, gain: Double) {
        var line = line()
        for index in rules.indices { line.append((.right, .right), details(index)) }
        line.append((.abstains, .right), details(nil))
        let items = frontierCases(line).ordered(oneOfEachUser: true) ?? []
        let unanswered = 1 - rules.reduce(0) { $0 + $1.chance }
        let shares = rules.map { ($0.chance, $0.accuracy, $0.accuracy - 1) }
        let all = shares + [(unanswered, 0, -StudyWorld.costOfAbstaining)]
        return zip(items, all).reduce((accuracy: 0, gain: 0)) { sum, part in
            let (item, (chance, accuracy, worth)) = part
            guard finder.asks(setting, item) else {
                return (sum.accuracy + chance * accuracy, sum.gain)
            }
            let gain = modelAccuracy - 1 - price.usd - worth
            return (sum.accuracy + chance * modelAccuracy, sum.gain + chance * gain)
        }
    }

    private static func details(_ rule: Int?) -> StudyLine.Details {
        StudyLine.Details(
            rule: rule.map { UInt16($0 + 1) } ?? 0, probability: rule.map { rules[$0].stated },
            price: price)
    }

    private static func append(to line: inout StudyLine, _ generator: inout SeededGenerator) {
        func uniform() -> Double { Double.random(in: 0..<1, using: &generator) }
        var rest = uniform()
        let index = rules.firstIndex { rule in
            rest -= rule.chance
            return rest < 0
        }
        let heuristic: StudyWorld.Reply =
            index.map { uniform() < rules[$0].accuracy ? .right : .wrong } ?? .abstains
        let model: StudyWorld.Reply = uniform() < modelAccuracy ? .right : .wrong
        line.append((heuristic, model), details(index))
    }
}
