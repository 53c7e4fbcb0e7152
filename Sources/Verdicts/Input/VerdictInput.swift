package import Audits
package import Decisions

/// What a verdict is about, and what was fixed before looking.
package struct VerdictInput: Sendable {
    package var feature: String
    /// What commands on the feature take: its folder, and its log where that is not the usual one.
    package var arguments: String
    package var question: Question
    /// What answers are worth; nil leaves nothing to decide by.
    package var economics: Economics?
    package var outcome: OutcomeDefinition
    /// The name of the path whose answer the caller gets now.
    package var inCharge: String
    package var heuristic: JudgedPath
    /// The other path; nil where the feature has none, or it is switched off.
    package var model: JudgedPath?
    /// Who may replace the heuristic, fixed ahead: they share `alpha` equally.
    ///
    /// Leave the cascade out where the rules always answer.
    package var challengers = Challenger.allCases
    package var now: Timestamp
    /// The chance of a wrong claim, over all looks and all claims, in (0, 1).
    package var alpha = 0.05
    /// Which line of evidence of the feature this is, from 1; line k may spend alpha · 6/(π²k²).
    package var line = 1
    /// What else a reader must know, a sentence each: a mix of versions, for one.
    package var notes: [String] = []
    /// Whether the answers of a path come from more than one version.
    package var mixesVersions = false
    package var audits: [AuditFinding] = []
    /// Hash of the frozen plan, where there is one.
    package var plan: ContentHash?

    package init(
        feature: String, question: Question, economics: Economics?, outcome: OutcomeDefinition,
        inCharge: String, heuristic: JudgedPath, model: JudgedPath?, now: Timestamp
    ) {
        self.feature = feature
        arguments = feature
        self.question = question
        self.economics = economics
        self.outcome = outcome
        self.inCharge = inCharge
        self.heuristic = heuristic
        self.model = model
        self.now = now
    }

    package init(
        feature: Feature, question: Question, heuristic: JudgedPath, model: JudgedPath?,
        now: Timestamp
    ) {
        self.init(
            feature: feature.name, question: question, economics: feature.economics,
            outcome: feature.outcome, inCharge: feature.inCharge, heuristic: heuristic,
            model: model, now: now)
        arguments = feature.folder
    }
}

/// Who may take the heuristic's place.
package enum Challenger: String, Hashable, Sendable, CaseIterable {
    /// The model answers every case.
    case model
    /// The heuristic answers first; the model is asked only where the heuristic did not answer.
    case cascade
}
