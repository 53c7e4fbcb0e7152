/// What a rule, or `otherwise`, gives.
public enum RuleOutput: Hashable, Sendable {
    /// The option with this index among the question's.
    case option(Int)
    /// No answer.
    case abstain
}

/// How sure a rule's output is.
public enum RuleConfidence: Hashable, Sendable {
    /// The probability that the output is right, as the file states it.
    case stated(Double)
    /// The precision that `calibration.yaml` gives the rule.
    case measured
}
