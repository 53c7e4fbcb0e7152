package import Decisions

/// An outcome that a caller submits under an id of its own, so that it can be sent again.
package struct OutcomeSubmission: Hashable, Sendable {
    /// The caller's id.
    ///
    /// Without one, the same statement by the same source is known again by what it says.
    package var clientID: String?
    package var outcome: Outcome

    package init(clientID: String?, outcome: Outcome) {
        self.clientID = clientID
        self.outcome = outcome
    }

    /// Of all that the outcome says.
    var content: ContentHash {
        // Only where there is one: what was sent before there were any must be known again.
        let chance = outcome.labelProbability.map { [("label probability", "\($0)")] } ?? []
        let confidence = outcome.confidence.map { [("confidence", "\($0)")] } ?? []
        return ContentHash(
            [
                ("case", outcome.caseID), ("question", outcome.question),
                ("value", outcome.value.json), ("source", outcome.source.rawValue),
                ("rater", outcome.rater ?? ""), ("shown", outcome.shownOutputOf?.text ?? ""),
                ("observed", outcome.observedAt?.description ?? ""),
                ("supersedes", outcome.supersedes ?? ""),
            ] + chance + confidence)
    }
}
