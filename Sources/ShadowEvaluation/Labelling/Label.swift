package import Decisions
package import Evidence

/// What a person says is true of a case, and what that person had been shown.
package struct Label: Sendable {
    package var observation: EvidenceID
    package var caseID: String
    package var question: Question
    package var value: OptionValue
    package var rater: String
    /// The answers that were shown with the case.
    package var shown: [LoggedAnswer]
    /// With what chance the case was drawn for it; nil where it was not.
    package var probability: Double?
    package var time: Timestamp

    package init(
        _ value: OptionValue, of observation: EvidenceID, caseID: String, question: Question,
        by rater: String, shown: [LoggedAnswer], probability: Double?,
        at time: Timestamp
    ) {
        self.value = value
        self.observation = observation
        self.caseID = caseID
        self.question = question
        self.rater = rater
        self.shown = shown
        self.probability = probability
        self.time = time
    }

    /// Logs it as an outcome and as an event: once a case and rater, the second time is known.
    package func log(
        in store: SQLiteEvidenceStore, of feature: FeatureKey
    ) async throws(EvidenceError) {
        let clientID = "label:\(observation):\(rater)"
        let paths = ShownPaths(shown.filter { $0.value != nil }.map(\.path))
        let outcome = Outcome(
            caseID: caseID, question: question.name, value: value, source: .human, rater: rater,
            shownOutputOf: paths, labelProbability: probability, observedAt: time)
        let event = Event(
            clientID: clientID, kind: .labelled, subject: .observation(observation),
            question: question.name, value: value, user: rater, observedAt: time)
        _ = try await store.submit(
            [OutcomeSubmission(clientID: clientID, outcome: outcome)], of: feature,
            receivedAt: time)
        _ = try await store.append([event], of: feature, receivedAt: time)
    }
}
