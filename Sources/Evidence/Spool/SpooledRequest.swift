package import Decisions

/// What the live path knows of a request when it replies: the spool's record of a decision.
///
/// How the live path logs: one `SpooledRequest` before the reply, with the answers that are in.
/// Answers that come later are announced in `pending`, and one `SpooledCompletion` brings them all.
/// A request without announced answers needs no completion. Where the completion never comes,
/// because the process ended or the spool had no room, the announced answers are logged as `shed`
/// for the reason `lost`: that says nothing about the path, so it counts as no failure of it.
package struct SpooledRequest: Sendable {
    package var id: EvidenceID
    package var feature: SpooledFeature
    /// The caller's name for the case; `nil` where it gave none. The case is then named after the
    /// first decision's observation.
    package var caseID: String?
    package var time: Timestamp?
    package var user: String?
    package var groups: [String: String]
    package var slices: [String: String]
    /// A JSON object of the declared fields, as `CaseInput.json`.
    package var input: [UInt8]
    package var loggedAt: Timestamp
    package var versions: VersionSet
    /// One for each question that was asked; at least one.
    package var decisions: [SpooledDecision]

    package init(
        id: EvidenceID, feature: SpooledFeature, caseID: String?, time: Timestamp?,
        user: String? = nil, groups: [String: String] = [:], slices: [String: String] = [:],
        input: [UInt8], loggedAt: Timestamp, versions: VersionSet, decisions: [SpooledDecision]
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

    package init(
        observationID: EvidenceID, question: Int, answers: [VersionedAnswer],
        pending: [PendingAnswer] = [], inCharge: String?, inChargeProbability: Double = 1,
        shown: Int?
    ) {
        self.observationID = observationID
        self.question = question
        self.answers = answers
        self.pending = pending
        self.inCharge = inCharge
        self.inChargeProbability = inChargeProbability
        self.shown = shown
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

/// The answers that a spooled request announced, whatever became of them.
package struct SpooledCompletion: Sendable {
    package struct LateAnswer: Sendable {
        /// Index into the request's decisions.
        package var decision: Int
        package var answer: VersionedAnswer

        package init(decision: Int, _ answer: VersionedAnswer) {
            self.decision = decision
            self.answer = answer
        }
    }

    package var requestID: EvidenceID
    /// An announced answer that is not among them is logged as lost.
    package var answers: [LateAnswer]
    /// Hash of the model's identity, where the late replies gave it.
    package var model: ContentHash?

    package init(requestID: EvidenceID, answers: [LateAnswer], model: ContentHash? = nil) {
        self.requestID = requestID
        self.answers = answers
        self.model = model
    }
}

/// A feature as `Spool.define` has made it known.
///
/// Every segment describes the features of its records, so that it can be read whatever the
/// feature files have become since.
package struct SpooledFeature: Sendable {
    /// Stands for the definition in the records of one run.
    let number: Int
    package let name: String
    package let questions: [Question]
    package let countingRule: CountingRule
}
