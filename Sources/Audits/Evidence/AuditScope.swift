package import Decisions

/// What an audit is about, fixed before it looks.
package struct AuditScope: Sendable {
    package var feature: String
    package var question: Question
    package var fields: [FieldDefinition]
    /// Fields by which cases are cut into slices.
    package var slices: [String]
    package var settings: AuditSettings
    package var thresholds: AuditThresholds
    package var budget: AuditBudget
    /// By path, the version that counts; answers of a path that is not here count in any version.
    package var versions: [String: ContentHash]
    package var now: Timestamp
    /// What commands on the feature take.
    package var arguments: String

    package init(
        feature: String, question: Question, fields: [FieldDefinition] = [], slices: [String] = [],
        settings: AuditSettings = AuditSettings(), budget: AuditBudget = AuditBudget(),
        versions: [String: ContentHash] = [:], now: Timestamp, arguments: String? = nil
    ) {
        self.feature = feature
        self.question = question
        self.fields = fields
        self.slices = slices
        self.settings = settings
        thresholds = AuditThresholds(own: settings.thresholds)
        self.budget = budget
        self.versions = versions
        self.now = now
        self.arguments = arguments ?? feature
    }

    /// The scope of one of a feature's questions, under the thresholds that count for it.
    package init(
        _ feature: Feature, _ question: Question, versions: [String: ContentHash], now: Timestamp,
        start: Int = 0, thresholds: AuditThresholds, arguments: String
    ) {
        self.init(
            feature: feature.name, question: question, fields: feature.fields,
            slices: feature.slices, settings: feature.audits,
            budget: AuditBudget(questions: feature.questions.count, start: start),
            versions: versions, now: now, arguments: arguments)
        self.thresholds = thresholds
    }
}
