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
    /// Cases that happened before are left out; `nil` for none.
    package var since: Timestamp?
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
        since: Timestamp? = nil, start: Int = 0, thresholds: AuditThresholds, arguments: String
    ) {
        self.init(
            feature: feature.name, question: question, fields: feature.fields,
            slices: feature.slices, settings: feature.audits,
            budget: AuditBudget(questions: feature.questions.count, start: start),
            versions: versions, now: now, arguments: arguments)
        self.thresholds = thresholds
        self.since = since
    }

    /// Makes the finding of an audit that has no case to look at, such as "`nothing` yet".
    func withoutCases(
        _ audit: AuditID, _ nothing: String, n: Int = 0, missing: AuditFinding.Missing
    ) -> AuditFinding {
        guard let since else {
            return .cannotTell(audit, "\(nothing) yet.", n: n, missing: [missing])
        }
        return .cannotTell(
            audit, "\(nothing) since \(since.description.prefix(10)).", n: n,
            missing: [.init("cases since then", how: "look further back, or at all of the log")])
    }
}
