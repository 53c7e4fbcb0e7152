package import Decisions
package import Evidence

/// What is logged of live decisions: parts of observations, joined again when the log takes them up.
package enum LiveRecord: Sendable {
    /// Written before the caller gets its answer.
    case decision(DecisionRecord)
    /// Written when a shadow path has come to its end.
    case shadow(ShadowRecord)
    /// An operator changed how a feature is run.
    case change(ControlChange)
}

/// A request as it stood when its caller was answered.
package struct DecisionRecord: Sendable {
    /// The evidence of one question.
    package struct Entry: Sendable {
        package var id: EvidenceID
        /// Index into the feature's questions.
        package var question: Int
        /// Of every path that had come to its end; those of `pending` are still to come.
        package var answers: [VersionedAnswer]
        /// Index of the value that the caller got; `nil` where that was none of the options.
        package var shown: Int?
        /// Where that value came from: a path's name, `upstream` or `prior`.
        package var shownFrom: String
        package var needsReview: Bool
    }

    /// An answer that is still to come: of one path, for every question of the request.
    ///
    /// What never comes, because the process ended, is `shed` with the reason `lost`.
    package struct Pending: Sendable {
        package var path: PathVersion
        package var repeatIndex: Int
        package var inclusionProbability: Double
    }

    package var feature: String
    package var requestID: EvidenceID
    package var time: Timestamp
    package var `case`: Case
    package var isRetry: Bool
    package var versions: VersionSet
    /// The path in charge, or `cascade`.
    package var inCharge: String
    package var inChargeProbability: Double
    /// With what probability the answer was to be hidden; 0 where there is no holdout.
    package var holdoutProbability: Double
    package var isHidden: Bool
    package var entries: [Entry]
    package var pending: [Pending]
}

/// The end of one pending answer.
package struct ShadowRecord: Sendable {
    package var feature: String
    package var requestID: EvidenceID
    /// The observations in the order of the decision's entries, each with its answer.
    package var answers: [(id: EvidenceID, answer: VersionedAnswer)]
}
