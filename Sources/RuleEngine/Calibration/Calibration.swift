/// How often each rule was right on cases with a known outcome.
public struct Calibration: Hashable, Sendable {
    /// Precision by question and rule id; `otherwise` is the id of what is left.
    public var questions: [String: [String: Precision]]

    /// How a scorecard's points, or what rules collect, become probabilities, by question.
    public var curves: [String: LogisticCurve]

    /// ``RuleSet/logicVersion`` of the rules that were measured; `nil` where that is not known.
    public var measuredOn: String?

    /// Makes a calibration of what has been measured so far; what it lacks is uncalibrated.
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
    /// How many cases with a known outcome the rule decided; at least 0.
    public var cases: Int

    /// Makes a share in [0, 1] that `cases` cases stand behind.
    public init(precision: Double, cases: Int) {
        self.precision = precision
        self.cases = cases
    }
}
