/// What Prometheus fetches.
struct MetricsEndpoint: Sendable {
    let registry: MetricsRegistry
    let features: FeatureDirectory
    let audits: AuditBoard

    var reply: WireReply {
        var text = PrometheusText()
        registry.write(to: &text)
        LedgerMetrics.write(features.table.features, to: &text)
        AuditMetrics.write(features.table.features, audits, to: &text)
        return WireReply(contentType: PrometheusText.contentType, body: Array(text.text.utf8))
    }
}
