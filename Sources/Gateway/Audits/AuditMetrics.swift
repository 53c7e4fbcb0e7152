import Audits
import Decisions
import Evidence

/// What audits say, in Prometheus' format.
enum AuditMetrics {
    static func write(
        _ features: [ServedFeature], _ board: AuditBoard, to text: inout PrometheusText
    ) {
        let histories = features.flatMap { served in
            board[served.feature.name].map { (served.feature.name, $0) }
        }
        guard !histories.isEmpty else { return }
        text.begin(
            "assay_audit_status", type: .gauge,
            help: "Whether an audit of all that is logged has this status at its last run.")
        for (feature, history) in histories {
            guard let last = history.runs.last else { continue }
            for status in AuditFinding.Status.allCases {
                text.add(
                    labels(feature, history) + [.init(name: "status", value: status.rawValue)],
                    last.status == status.rawValue ? "1" : "0")
            }
        }
        text.begin(
            "assay_audit_estimate", type: .gauge,
            help: "An audit's figure over the last weeks.")
        for (feature, history) in histories {
            guard let estimate = history.points.last?.estimate else { continue }
            text.add(labels(feature, history), "\(estimate)")
        }
        text.begin(
            "assay_audit_last_run_timestamp_seconds", type: .gauge,
            help: "When an audit last ran, in seconds since 1970.")
        for (feature, history) in histories {
            guard let last = history.runs.last else { continue }
            text.add(labels(feature, history), "\(last.ranAt.microseconds / 1_000_000)")
        }
    }

    private static func labels(
        _ feature: String, _ history: AuditHistory
    ) -> [MetricKey.Dimension] {
        [
            .init(name: "feature", value: feature),
            .init(name: "audit", value: history.audit.rawValue),
            .init(name: "question", value: history.question ?? ""),
        ]
    }
}
