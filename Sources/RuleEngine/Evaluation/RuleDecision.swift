/// What the rules make of one question of one case.
public enum RuleDecision: Hashable, Sendable {
    /// The option `code`, by the rule with that index, or by `otherwise` where it is `nil`.
    case decided(code: Int, rule: Int?, confidence: Double?)
    /// No answer: the rule with that index says so, or no rule fired and `otherwise` says so.
    case abstained(rule: Int?)
    /// The condition of the rule with that index could not be evaluated; where it is `nil`, the
    /// case could not be read.
    case failed(rule: Int?, error: RuleError)
    /// Rules fired together that must not: several under `unique`, disagreeing ones under `any`.
    case ambiguous(rules: [Int])
}
