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

    package init(
        feature: String, ranAt: Timestamp, since: Timestamp?, observations: Int,
        findings: [AuditFinding]
    ) {
        self.feature = feature
        self.ranAt = ranAt
        self.since = since
        self.observations = observations
        self.findings = findings
    }

    package var fires: Bool { findings.contains { $0.status == .fires } }
}
