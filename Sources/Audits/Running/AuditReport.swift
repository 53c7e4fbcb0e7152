package import Decisions

/// What the audits of a feature found, in one run.
package struct AuditReport: Sendable {
    package var feature: String
    package var ranAt: Timestamp
    /// Cases that happened before were left out.
    package var since: Timestamp?
    /// Observations that were read.
    package var observations: Int
    package var findings: [AuditFinding]
    /// Hash of the data sets that were read; nil for none.
    package var datasets: ContentHash?
    /// What scheduled and earlier runs said, where the log has any.
    package var histories: [AuditHistory] = []

    package init(
        feature: String, ranAt: Timestamp, since: Timestamp?, observations: Int,
        findings: [AuditFinding], datasets: ContentHash? = nil
    ) {
        self.feature = feature
        self.ranAt = ranAt
        self.since = since
        self.observations = observations
        self.findings = findings
        self.datasets = datasets
    }

    /// What earlier runs said of the same audit and question.
    package func history(of finding: AuditFinding) -> AuditHistory? {
        histories.first { ($0.audit, $0.question) == (finding.audit, finding.question) }
    }

    package var fires: Bool { findings.contains { $0.status == .fires } }
}
