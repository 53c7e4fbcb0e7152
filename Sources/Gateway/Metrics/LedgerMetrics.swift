import Decisions
import ShadowEvaluation

/// The features' ledgers in Prometheus' format: what became of every request and every answer.
enum LedgerMetrics {
    static func write(_ features: [ServedFeature], to text: inout PrometheusText) {
        let ledgers = features.map { ($0.feature.name, $0.live.state.ledger.snapshot) }
        text.begin(
            "assay_requests", type: .counter,
            help: "Requests that features were asked, by how they ended.")
        for (feature, ledger) in ledgers {
            text.add(Self.labels(feature, ("result", "answered")), "\(ledger.answered)")
            for (code, count) in ledger.rejected.sorted(by: { $0.key < $1.key }) {
                text.add(
                    Self.labels(feature, ("result", "rejected"), ("reason", code)), "\(count)")
            }
        }
        gauge("assay_requests_in_progress", "Requests that wait for a model.", ledgers, &text) {
            $0.inProgress
        }
        text.begin(
            "assay_answers", type: .counter,
            help: "Answers of every path to every question, by how they ended.")
        for (feature, ledger) in ledgers {
            for (path, counts) in ledger.paths.sorted(by: { $0.key < $1.key }) {
                for (end, count) in counts.ends.sorted(by: { "\($0.key)" < "\($1.key)" }) {
                    text.add(
                        Self.labels(
                            feature, ("path", path), ("status", end.status.name),
                            ("reason", end.reason?.rawValue ?? "")), "\(count)")
                }
            }
        }
        paths("assay_answers_pending", .gauge, "Answers still to come.", ledgers, &text) {
            "\($0.pending)"
        }
        paths("assay_spent_usd", .counter, "What a path's answers cost.", ledgers, &text) {
            "\($0.spent.usd)"
        }
        paths(
            "assay_unpriced", .counter, "Calls of which the price is not known.", ledgers, &text
        ) { "\($0.unpriced)" }
        text.begin(
            "assay_net_saved_usd", type: .gauge,
            help: "What asking the path about every request would have cost, less what all calls, "
                + "shadows among them, did cost.")
        for (feature, ledger) in ledgers {
            for path in ledger.paths.keys.sorted() {
                guard let saved = ledger.netSaving(over: path) else { continue }
                text.add(labels(feature, ("path", path)), "\(saved.usd)")
            }
        }
        paths("assay_pairs_agreed", .counter, "Pairs that agree.", ledgers, &text) {
            "\($0.agreed)"
        }
        paths("assay_pairs_disagreed", .counter, "Pairs that disagree.", ledgers, &text) {
            "\($0.disagreed)"
        }
        text.begin(
            "assay_unlogged", type: .counter,
            help: "Answered requests whose record was lost, by reason.")
        for (feature, ledger) in ledgers {
            for (reason, count) in ledger.unlogged.sorted(by: { "\($0.key)" < "\($1.key)" }) {
                text.add(Self.labels(feature, ("reason", reason.rawValue)), "\(count)")
            }
        }
    }

    private static func gauge(
        _ name: String, _ help: String, _ ledgers: [(String, LedgerSnapshot)],
        _ text: inout PrometheusText, _ value: (LedgerSnapshot) -> Int
    ) {
        text.begin(name, type: .gauge, help: help)
        for (feature, ledger) in ledgers { text.add(labels(feature), "\(value(ledger))") }
    }

    private static func paths(
        _ name: String, _ kind: PrometheusText.Kind, _ help: String,
        _ ledgers: [(String, LedgerSnapshot)], _ text: inout PrometheusText,
        _ value: (LedgerSnapshot.PathCounts) -> String
    ) {
        text.begin(name, type: kind, help: help)
        for (feature, ledger) in ledgers {
            for (path, counts) in ledger.paths.sorted(by: { $0.key < $1.key }) {
                text.add(labels(feature, ("path", path)), value(counts))
            }
        }
    }

    private static func labels(
        _ feature: String, _ more: (String, String)...
    ) -> [MetricKey.Dimension] {
        ([("feature", feature)] + more).map { MetricKey.Dimension(name: $0.0, value: $0.1) }
    }
}
