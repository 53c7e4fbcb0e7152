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

    package var fires: Bool { findings.contains { $0.status == .fires } }
}
