/// A condition and what follows where it holds.
public struct Rule: Sendable {
    /// The id under which answers and calibration know it; unique in the file.
    public let id: String
    /// A Boolean expression over fields and variables.
    public let condition: RuleExpression
    /// What is answered where it decides.
    public let output: RuleOutput
    /// How sure that answer is; `nil` where nobody has said so.
    public let confidence: RuleConfidence?
    /// What the rule means to a person.
    public let explanation: String?
}

/// What is answered where no rule fires.
public struct Otherwise: Hashable, Sendable {
    /// The id under which answers and calibration know it; no rule may have it.
    public static let id = "otherwise"

    /// What is answered instead; usually an abstention.
    public let output: RuleOutput
    /// How sure that answer is; `nil` where nobody has said so.
    public let confidence: RuleConfidence?

    static let abstain = Otherwise(output: .abstain, confidence: nil)
}

/// A named expression that rules share.
public struct RuleVariable: Sendable {
    /// The name by which rules read it.
    public let name: String
    /// What it stands for; evaluated at most once a case, and only where a rule reads it.
    public let expression: RuleExpression
}
