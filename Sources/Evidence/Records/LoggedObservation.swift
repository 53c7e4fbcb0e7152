package import Decisions
import JSONCodec

/// An observation as the log has it, with all that is known of its case's truth.
package struct LoggedObservation: Sendable {
    package var seq: Int64
    package var id: EvidenceID
    package var question: String
    package var caseID: String
    /// The case's number in its feature.
    package var caseNumber: Int
    package var time: Timestamp?
    package var loggedAt: Timestamp
    package var environment: Observation.Environment
    /// The case's fields, a JSON object.
    package var input: [UInt8]
    package var user: String?
    package var groups: [String: String]
    package var slices: [String: String]
    package var inCharge: String?
    package var inChargeProbability: Double
    /// What the caller got.
    package var shown: OptionValue?
    /// What only a live request has.
    package var marks: LiveMarks?
    package var answers: [LoggedAnswer]
    /// Every outcome of the case, in the order of the log.
    package var outcomes: [LoggedOutcome]
    /// The one that counts, by the feature's rule.
    package var outcome: LoggedOutcome?

    package init(
        seq: Int64, id: EvidenceID, question: String, caseID: String, caseNumber: Int,
        time: Timestamp?, loggedAt: Timestamp, environment: Observation.Environment,
        input: [UInt8] = Array("{}".utf8), user: String? = nil, groups: [String: String] = [:],
        slices: [String: String] = [:], inCharge: String? = nil, inChargeProbability: Double = 1,
        shown: OptionValue? = nil, marks: LiveMarks? = nil, answers: [LoggedAnswer] = [],
        outcomes: [LoggedOutcome] = []
    ) {
        self.seq = seq
        self.id = id
        self.question = question
        self.caseID = caseID
        self.caseNumber = caseNumber
        self.time = time
        self.loggedAt = loggedAt
        self.environment = environment
        self.input = input
        self.user = user
        self.groups = groups
        self.slices = slices
        self.inCharge = inCharge
        self.inChargeProbability = inChargeProbability
        self.shown = shown
        self.marks = marks
        self.answers = answers
        self.outcomes = outcomes
        outcome = outcomes.last
    }

    /// When the case happened, or where nobody said, when it was logged.
    package var happenedAt: Timestamp { time ?? loggedAt }
}

/// A truth as the log has it.
package struct LoggedOutcome: Hashable, Sendable {
    package var value: OptionValue
    package var source: String
    package var rater: String?
    /// The paths whose answers the rater had been shown, where there were any.
    package var shownOutputOf: ShownPaths?
    /// With what chance the case was drawn for this label; nil where nobody said.
    package var labelProbability: Double?
    /// How sure the judge was of it, from 0 to 1; nil where it did not say.
    package var confidence: Double?
    package var observedAt: Timestamp?
    package var receivedAt: Timestamp

    package init(
        value: OptionValue, source: String, rater: String? = nil, shownOutputOf: ShownPaths? = nil,
        labelProbability: Double? = nil, confidence: Double? = nil, observedAt: Timestamp? = nil,
        receivedAt: Timestamp
    ) {
        self.value = value
        self.source = source
        self.rater = rater
        self.shownOutputOf = shownOutputOf
        self.labelProbability = labelProbability
        self.confidence = confidence
        self.observedAt = observedAt
        self.receivedAt = receivedAt
    }

    init?(_ stored: StoredOutcome, _ question: LoggedQuestion) {
        guard let value = question.value(stored: Int64(stored.code)) else { return nil }
        self.init(
            value: value, source: stored.source, rater: stored.rater,
            shownOutputOf: stored.shownOutputOf, labelProbability: stored.labelProbability,
            confidence: stored.confidence,
            observedAt: stored.observedAt.map(Timestamp.init(microseconds:)),
            receivedAt: Timestamp(microseconds: stored.receivedAt))
    }
}
