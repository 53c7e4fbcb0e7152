package import Decisions

/// What the live path knows of a request when it replies: the spool's record of a decision.
///
/// How the live path logs: one `SpooledRequest` before the reply, with the answers that are in.
/// Answers that come later are announced in `pending`; every announced answer comes in a
/// `SpooledCompletion`, alone or with others. The request is logged once all have come, so one
/// without announced answers at once. What never comes, because the process ended or the spool had
/// no room, is logged as `shed` for the reason `lost`: that says nothing about the path, so it
/// counts as no failure of it.
package struct SpooledRequest: Sendable {
    package var id: EvidenceID
    package var feature: SpooledFeature
    /// The caller's name for the case.
    ///
    /// Without one the case is named after the first decision's observation.
    package var caseID: String?
    package var time: Timestamp?
    package var user: String?
    package var groups: [String: String]
    package var slices: [String: String]
    /// A JSON object of the declared fields, as `CaseInput.json`.
    package var input: [UInt8]
    package var loggedAt: Timestamp
    package var versions: VersionSet
    package var marks: LiveMarks
    /// One for each question that was asked; at least one.
    package var decisions: [SpooledDecision]

    package init(
        id: EvidenceID, feature: SpooledFeature, caseID: String?, time: Timestamp?,
        user: String? = nil, groups: [String: String] = [:], slices: [String: String] = [:],
        input: [UInt8], loggedAt: Timestamp, versions: VersionSet,
        marks: LiveMarks = LiveMarks(), decisions: [SpooledDecision]
    ) {
        self.id = id
        self.feature = feature
        self.caseID = caseID
        self.time = time
        self.user = user
        self.groups = groups
        self.slices = slices
        self.input = input
        self.loggedAt = loggedAt
        self.versions = versions
        self.marks = marks
        self.decisions = decisions
    }
}

/// One question of a spooled request: what becomes an observation.
package struct SpooledDecision: Sendable {
    package var observationID: EvidenceID
    /// Index into the feature's questions.
    package var question: Int
    /// The answers that are in, `skipped` and `shed` ones among them.
    package var answers: [VersionedAnswer]
    /// The answers that a completion will bring.
    package var pending: [PendingAnswer]
    package var inCharge: String?
    package var inChargeProbability: Double
    /// Index of the value that the caller got; `nil` where there was none.
    package var shown: Int?
    /// Where that value came from: a path's name, or `prior`.
    package var shownFrom: String?
    /// Whether the reply asked for a person's review.
    package var needsReview: Bool

    package init(
        observationID: EvidenceID, question: Int, answers: [VersionedAnswer],
        pending: [PendingAnswer] = [], inCharge: String?, inChargeProbability: Double = 1,
        shown: Int?, shownFrom: String? = nil, needsReview: Bool = false
    ) {
        self.observationID = observationID
        self.question = question
        self.answers = answers
        self.pending = pending
        self.inCharge = inCharge
        self.inChargeProbability = inChargeProbability
        self.shown = shown
        self.shownFrom = shownFrom
        self.needsReview = needsReview
    }
}

/// An answer that is being waited for when the caller gets the reply.
package struct PendingAnswer: Hashable, Sendable {
    package var path: String
    package var version: ContentHash
    package var repeatIndex: Int
    package var inclusionProbability: Double

    package init(
        path: String, version: ContentHash, repeatIndex: Int = 0, inclusionProbability: Double
    ) {
        self.path = path
        self.version = version
        self.repeatIndex = repeatIndex
        self.inclusionProbability = inclusionProbability
    }
}

/// Answers that a spooled request announced, whatever became of them.
package struct SpooledCompletion: Sendable {
    package struct LateAnswer: Sendable {
        /// Of the decision that the answer belongs to.
        package var observationID: EvidenceID
        package var answer: VersionedAnswer

        package init(observationID: EvidenceID, _ answer: VersionedAnswer) {
            self.observationID = observationID
            self.answer = answer
        }
    }

    package var requestID: EvidenceID
    package var answers: [LateAnswer]

    package init(requestID: EvidenceID, answers: [LateAnswer]) {
        self.requestID = requestID
        self.answers = answers
    }
}

/// A change that somebody made to how a feature is run, such as who is in charge.
package struct SpooledChange: Sendable {
    package var feature: SpooledFeature
    package var kind: String
    /// Who made it, where that is known.
    package var actor: String?
    package var time: Timestamp
    /// What was before and is now, as JSON.
    package var detail: [UInt8]

    package init(
        feature: SpooledFeature, kind: String, actor: String?, time: Timestamp, detail: [UInt8]
    ) {
        self.feature = feature
        self.kind = kind
        self.actor = actor
        self.time = time
        self.detail = detail
    }
}
