package import Decisions
package import RuleEngine
package import ShadowEvaluation

/// A feature as the gateway serves it.
package struct ServedFeature: Sendable {
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
        let rules =
            switch logic.kind {
            case .rules(let list): list.rules
            case .scorecard(let scorecard): scorecard.rules
            case .table: [Rule]()
            }
        return Dictionary(
            rules.compactMap { rule in rule.explanation.map { (rule.id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
