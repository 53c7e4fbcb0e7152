import Decisions
package import Evidence
import Statistics

/// A10: whether what people do with answers comes back as learning, and where it leaks.
package struct FlywheelAudit: Audit {
    package static let id = AuditID.flywheel

    static let leastCorrelation = AuditThreshold(
        "A10.correlation", 0.3,
        source: "Assay's floor: a proxy that may reach this does not count as lost")
    static let leastAgreement = AuditThreshold(
        "A10.segment-agreement", 0.8,
        source: "Assay, after PROXIMA (arXiv:2604.14352): aggregates hide failing segments")
    static let leastRatio = AuditThreshold(
        "A10.label-ratio", 0.5, source: "Assay: labels of one slice half as often as of another")
    /// Slices' label rates count cases that have waited as long, in days.
    static let wait = AuditThreshold(
        "A10.label-days", 30, source: "Assay: younger cases are still waiting, not without label")
    /// A window or segment with fewer pairs of proxy and outcome says nothing.
    static let leastPairs = 50

    let scope: AuditScope
    private(set) var served: ServedLog

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        served = ServedLog(scope)
    }

    package mutating func append(_ observation: AuditObservation) {
        _ = served.append(observation)
    }

    package mutating func append(_ event: LoggedEvent) {
        served.append(event)
    }

    package func finding() -> AuditFinding {
        guard !served.rows.isEmpty else { return ServedLog.nothingServed(Self.id, in: scope) }
        return FlywheelReport(self).finding()
    }
}

extension FlywheelAudit {
    package static let guide = AuditGuide(
        inputs: "live cases, events (accepted, edited, reworded, bypassed, abandoned, labelled, "
            + "trained-on), outcomes, and the first field of `slices`",
        formula: """
            Stage rates with Wilson's interval: captured among served (somebody reacted), labelled \
            among captured, trained on among labelled, outcome among served; a later stage implies \
            the earlier ones. Median lags to the label, and from it to training, by Kaplan and \
            Meier: who still waits is not counted as never. The proxy is what people did: 1 \
            accepted, ½ edited, 0 reworded, bypassed or abandoned, the worst of several; the \
            outcome is whether the answer was right. Spearman's ρ of both by week, of the last \
            four weeks, and of the later half less the earlier (Fisher's z; over all cases by \
            drawing users). By segment: the sign of ρ, and the label rate, lowest over highest. To \
            fire, an e-process must have reached its limit too: normal mixtures of Fisher's z, its \
            variance as drawing users gives it, for ρ; for label rates one of blocks of 50 cases.
            """,
        limits: "\(leastPairs) pairs of proxy and outcome in a window or segment; \(leastPairs) "
            + "cases of a segment that have waited \(Int(wait.value)) days",
        thresholds: [leastCorrelation, leastAgreement, leastRatio, wait])
}
