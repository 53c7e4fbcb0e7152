/// A condition and what follows where it holds.
public struct Rule: Sendable {
    public let id: String
    /// A Boolean expression over fields and variables.
    public let condition: RuleExpression
    public let output: RuleOutput
    public let confidence: RuleConfidence?
    /// What the rule means to a person.
    public let explanation: String?
}

/// What is answered where no rule fires.
public struct Otherwise: Hashable, Sendable {
    /// The id under which answers and calibration know it; no rule may have it.
    public static let id = "otherwise"

    public let output: RuleOutput
    public let confidence: RuleConfidence?

    static let abstain = Otherwise(output: .abstain, confidence: nil)
}

/// A named expression that rules share.
public struct RuleVariable: Sendable {
    public let name: String
    public let expression: RuleExpression
}
