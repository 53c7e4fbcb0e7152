/// What the rules make of one question of one case.
public enum RuleDecision: Hashable, Sendable {
    /// The option `code`, by the rule with that index, or by `otherwise` where it is `nil`.
    ///
    /// `points` are what a scorecard or an aggregation comes to.
    case decided(code: Int, rule: Int?, confidence: Double?, points: Double? = nil)
    /// No answer: the rule with that index says so, or no rule fired and `otherwise` says so.
    case abstained(rule: Int?)
    /// The condition of the rule with that index could not be evaluated; where it is `nil`, the
    /// case could not be read, or an input of a table could not be evaluated.
    case failed(rule: Int?, error: RuleError)
    /// Rules fired together that must not: several under `unique`, disagreeing ones under `any`, as
    /// many for one output as for another under `collect`.
    case ambiguous(rules: [Int])
}
