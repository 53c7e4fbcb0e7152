package import Decisions
package import RuleEngine
package import Statistics

/// What was measured of one question's rules.
package struct QuestionCalibration: Sendable {
    /// One rule, or `otherwise`, that gives an option.
    package struct Rule: Sendable {
        package var id: String
        /// Cases with a known truth that it decided.
        package var cases: Int
        package var right: Int
        /// Wilson's 95 % interval of the share that is right; `nil` without a case.
        package var interval: Interval?
        /// The share that is right, shrunk to the prior: what the calibration holds.
        package var smoothed: Double
        /// What the rule file says of it.
        package var declared: RuleConfidence?
    }

    /// How the question is decided, as far as a calibration may help it.
    package enum Subject: Sendable {
        case rules([Rule])
        /// Of a scorecard, an aggregation or a vote; `nil` where the outcomes settle no curve.
        /// `declared` is the one in the rule file.
        case curve(LogisticCurve?, declared: LogisticCurve?)
        /// Nothing is counted, or the options have no order.
        case nothing
    }

    /// How well probabilities fit what came, on cases that are later than those they were fitted to.
    package struct Quality: Sendable {
        package var cases: Int
        /// Of the probability that the answer is right; of a curve the mean over the levels but the
        /// lowest of that of at least this level, which is the ranked probability score over their
        /// number (Epstein 1969).
        package var brier: Double
        /// Over ten bins of equal width.
        package var calibrationError: Double
    }

    package var question: Question
    package var subject: Subject
    /// Whether rules vote, so that a curve tells how likely the winner is right.
    package var isVote: Bool
    /// Cases with a known truth.
    package var cases: Int
    /// Those among them to which the rules gave an option.
    package var answered: Int
    /// Of what is measured; `nil` where there are too few cases to part.
    package var measured: Quality?
    /// Of the numbers that the rule file states, on the same cases; `nil` unless it states all.
    package var declared: Quality?
    /// Whether the rule file asks for what is measured.
    package var isUsed: Bool
}
