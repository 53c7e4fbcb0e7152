/// The truth about one question of a case, learnt later; append-only, many a case.
package struct Outcome: Hashable, Sendable {
    /// Where a truth comes from; another path's answer is never an outcome.
    package enum Source: String, Hashable, Sendable, CaseIterable {
        case systemOfRecord = "system-of-record"
        case human
        /// A model that was asked what is true: its opinion is logged, and never counts as the truth.
        case judge
        case other
    }

    package var caseID: String
    package var question: String
    package var value: OptionValue
    package var source: Source
    /// Who judged, where somebody did.
    package var rater: String?
    /// The paths whose answers the rater had been shown, where there were any.
    package var shownOutputOf: ShownPaths?
    /// With what chance the case was drawn for this label, in (0, 1]; nil where nobody drew.
    package var labelProbability: Double?
    /// How sure the judge was of it, from 0 to 1; nil where it did not say.
    package var confidence: Double?
    package var observedAt: Timestamp?
    /// The outcome that this one corrects.
    package var supersedes: String?

    package init(
        caseID: String, question: String, value: OptionValue, source: Source,
        rater: String? = nil, shownOutputOf: ShownPaths? = nil,
        labelProbability: Double? = nil, confidence: Double? = nil,
        observedAt: Timestamp? = nil, supersedes: String? = nil
    ) {
        self.caseID = caseID
        self.question = question
        self.value = value
        self.source = source
        self.rater = rater
        self.shownOutputOf = shownOutputOf
        self.labelProbability = labelProbability
        self.confidence = confidence
        self.observedAt = observedAt
        self.supersedes = supersedes
    }
}
