package import Decisions
package import Evidence
package import Reports

/// What the gateway needs beside its features: the log, and what only the program can do.
package struct GatewayServices: Sendable {
    /// Reads a feature's files again, or all features' where the name is `nil`.
    package typealias Reload =
        @Sendable (_ feature: String?, _ actor: String?) async -> [FeatureReload]

    let store: SQLiteEvidenceStore
    let progress: @Sendable () async -> SpoolProgress
    let judge: @Sendable (Feature) async throws -> [FeatureStatus.Judgement]
    let reload: Reload
    /// What the advisor's pages show; they are not there without.
    let assessments: (any AssessmentShelf)?
    /// What the audits said of each feature.
    let audits: AuditBoard

    /// `progress` says how far the log is behind the decisions; `judge` gives a feature's verdicts,
    /// one a question.
    package init(
        store: SQLiteEvidenceStore, progress: @Sendable @escaping () async -> SpoolProgress,
        judge: @Sendable @escaping (Feature) async throws -> [FeatureStatus.Judgement],
        reload: @escaping Reload, assessments: (any AssessmentShelf)? = nil,
        audits: AuditBoard = AuditBoard()
    ) {
        self.store = store
        self.progress = progress
        self.judge = judge
        self.reload = reload
        self.assessments = assessments
        self.audits = audits
    }

    /// The log's key of a feature.
    func key(of feature: Feature) async throws(EvidenceError) -> FeatureKey {
        try await store.open(
            feature.name, questions: feature.questions,
            countingRule: feature.outcome.effective)
    }
}

/// What became of reading a feature's files again.
package struct FeatureReload: Sendable {
    package var feature: String
    /// Why the files were refused, as `assay check` says it; empty where they are in use now.
    package var diagnostics: [String]
    /// What is worth a look in files that are in use now.
    package var warnings: [String]

    package init(feature: String, diagnostics: [String] = [], warnings: [String] = []) {
        self.feature = feature
        self.diagnostics = diagnostics
        self.warnings = warnings
    }

    package var isAccepted: Bool { diagnostics.isEmpty }
}
