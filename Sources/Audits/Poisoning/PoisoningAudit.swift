import Decisions
package import Evidence
import Statistics

/// A5: whether labels repeat what the system had shown.
package struct PoisoningAudit: Audit {
    package static let id = AuditID.poisoning

    static let echo = AuditThreshold(
        "A5.echo", 0.02, source: "Assay's floor: a smaller echo never fires")
    /// A holdout of a smaller effective size, or of a smaller share of its rows, gives no number.
    static let leastEffective = 100.0
    static let leastEffectiveShare = 0.1
    /// Of those to be hidden, at least as many must be confirmed.
    static let leastConfirmed = 0.8

    let scope: AuditScope
    private(set) var served: ServedLog
    private(set) var variety = ShownVariety()

    package init(_ scope: AuditScope, _ material: AuditMaterial) {
        self.scope = scope
        served = ServedLog(scope)
    }

    package mutating func append(_ observation: AuditObservation) {
        guard let place = served.append(observation) else { return }
        let row = served.rows[place]
        if let shown = row.shown, !row.isHidden {
            variety.append(shown, user: row.user, in: AuditWindow(holding: row.time))
        }
    }

    package mutating func append(_ event: LoggedEvent) {
        served.append(event)
    }

    package func finding() -> AuditFinding {
        guard !served.rows.isEmpty else { return ServedLog.nothingServed(Self.id, in: scope) }
        return PoisoningReport(self).finding()
    }
}

extension PoisoningAudit {
    package static let guide = AuditGuide(
        inputs: "live cases with `holdout` in feature.yaml, the probability of hiding that the "
            + "gateway logged, events `shown` (with the value false where the answer was hidden), "
            + "outcomes",
        formula: """
            Echo = P(label is the system's answer | shown) − P(same | hidden), each side a \
            self-normalised inverse propensity estimate Σwr/Σw with w = 1/P(side) (SNIPS); \
            interval by drawing users with replacement; effective size (Σw)²/Σw². An e-process \
            for equal rates in blocks of 50 cases, of each user the first, says whether chance \
            explains it. Beside it: the share that was shown, the entropy of what was shown, and \
            the likeness (Jaccard) of what different users were shown, by window.
            """,
        limits: "an effective holdout under \(Int(leastEffective)) labelled cases, or under a "
            + "tenth of its rows, gives no number; 385 labels in the holdout give ±5 points",
        thresholds: [echo])
}
