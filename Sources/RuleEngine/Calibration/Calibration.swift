/// How often each rule was right on cases with a known outcome.
public struct Calibration: Hashable, Sendable {
    /// Precision by question and rule id; `otherwise` is the id of what is left.
    public var questions: [String: [String: Precision]]

    public init(questions: [String: [String: Precision]] = [:]) {
        self.questions = questions
    }
}

/// A measured share, with the number of cases behind it.
public struct Precision: Hashable, Sendable {
    /// The share of the cases decided by the rule that it decided rightly, in [0, 1].
    public var precision: Double
    public var cases: Int

    public init(precision: Double, cases: Int) {
        self.precision = precision
        self.cases = cases
    }
}
