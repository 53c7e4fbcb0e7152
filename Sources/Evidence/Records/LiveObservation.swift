package import Decisions

/// A live observation as the log has it: what pages and people who label look at.
package struct LiveObservation: Sendable {
    package var id: EvidenceID
    package var requestID: EvidenceID
    package var caseID: String
    /// The case's number in its feature.
    package var caseNumber: Int
    /// Index into the feature's questions.
    package var question: Int
    package var loggedAt: Timestamp
    /// The case's declared fields as JSON.
    package var input: [UInt8]
    /// The path in charge, or `cascade`.
    package var inCharge: String
    /// What the caller got, where the question still has the value.
    package var shown: OptionValue?
    package var answers: [LoggedAnswer]
    /// The value of the outcome that counts, where the question still has it.
    package var truth: OptionValue?
    /// Where that outcome comes from, such as `human`.
    package var truthSource: String?
}
