/// What the advisor concludes.
package enum Outcome: String, CaseIterable, Sendable {
    case heuristic
    case rulesFirst = "rules-first"
    case modelWithHumanCheck = "model-with-human-check"
    case model
    case collectEvidence = "collect-evidence"
    case notADecisionProblem = "not-a-decision-problem"
}

/// A conclusion, and what to use instead where there is no decision to make.
package struct Recommendation: Hashable, Sendable {
    package let outcome: Outcome
    package let instead: String?
}

/// Scores that lead to a conclusion.
package struct Gate: Sendable {
    /// Names of factors and screening items, each with the scores that fit.
    package let ranges: [String: ClosedRange<Int>]
    package let id: String
    package let recommendation: Recommendation
    /// The advice in one sentence.
    package let says: String
    /// What to do first, a sentence each.
    package let next: [String]
    /// The factor that decides here, under which the forecast is scored later.
    package let decidedBy: String
    /// How likely it is that a model will earn its place where this gate is right, 0 to 1.
    package let modelEarns: Double
    package let source: String
}
