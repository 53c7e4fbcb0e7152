public import Diagnostics

/// One case that the rules must get right.
public struct RuleTest: Sendable {
    /// What the test is about, for people; failures name it.
    public let name: String
    /// The case: a JSON object of declared fields in their order.
    public let input: [UInt8]
    /// What must come of it; questions that are not named may come out as they like.
    public let expectations: [Expectation]
    /// Why that is right, for people.
    public let because: String?
    /// Words by which tests can be chosen; empty where none are given.
    public let tags: [String]
    /// Where the test begins in its file.
    public let position: SourcePosition

    /// What one question must come to.
    public struct Expectation: Hashable, Sendable {
        /// The question's index in the rule set.
        public let question: Int
        /// What the rules must answer, or that they abstain.
        public let output: RuleOutput
        /// The id of the rule that must have decided, or `otherwise`, if that matters.
        public let rule: String?
    }
}
