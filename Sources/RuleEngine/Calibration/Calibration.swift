/// How often each rule was right on cases with a known outcome.
public struct Calibration: Hashable, Sendable {
    /// Precision by question and rule id; `otherwise` is the id of what is left.
    public var questions: [String: [String: Precision]]

    /// How a scorecard's points become a probability, by question.
    public var curves: [String: LogisticCurve]

    /// ``RuleSet/logicVersion`` of the rules that were measured; `nil` where that is not known.
    public var measuredOn: String?

    public init(
        questions: [String: [String: Precision]] = [:], curves: [String: LogisticCurve] = [:],
        measuredOn: String? = nil
    ) {
        self.questions = questions
        self.curves = curves
        self.measuredOn = measuredOn
    }

    /// Returns whether these rules are those that were measured, as far as that is known.
    public func fits(_ ruleSet: RuleSet) -> Bool {
        measuredOn.map { $0 == ruleSet.logicVersion } ?? true
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
