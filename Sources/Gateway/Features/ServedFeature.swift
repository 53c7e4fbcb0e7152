package import Decisions
package import RuleEngine
package import ShadowEvaluation

/// A feature as the gateway serves it; shared, since every request holds it several times.
package final class ServedFeature: Sendable {
    package let live: LiveFeature
    let mapper: CaseMapper
    /// What rules mean to people, by question and rule id.
    private let explanations: [[String: String]]

    /// Makes one; `ruleSet` is that of its heuristic, where it has one.
    package init(_ live: LiveFeature, ruleSet: RuleSet?) {
        self.live = live
        mapper = CaseMapper(live.feature)
        explanations = live.feature.questions.map { question in
            let logic = ruleSet?.decisions.first { $0.question.name == question.name }
            return logic.map(Self.explanations) ?? [:]
        }
    }

    package var feature: Feature { live.feature }

    func explanation(of rule: String, question: Int) -> String? {
        explanations[question][rule]
    }

    private static func explanations(in logic: DecisionLogic) -> [String: String] {
        let pairs: [(String, String?)] =
            switch logic.kind {
            case .rules(let list): list.rules.map { ($0.id, $0.explanation) }
            case .table(let table, _): table.rows.map { ($0.id, $0.explanation) }
            case .scorecard(let scorecard): scorecard.rules.map { ($0.id, $0.explanation) }
            }
        let known = pairs.compactMap { id, text in text.map { (id, $0) } }
        return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }
}
