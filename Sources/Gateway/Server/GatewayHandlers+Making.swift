import CurlTransport
import ShadowEvaluation

extension GatewayHandlers {
    /// Makes the handlers of a gateway; they ask upstreams over `transport`.
    init(
        _ configuration: GatewayConfiguration, features: FeatureDirectory,
        services: GatewayServices, access: AccessGuard, transport: CurlTransport,
        metrics: GatewayMetrics, registry: MetricsRegistry, drain: DrainState,
        activity: ActivityBook, clock: LiveClock
    ) {
        let upstreams = configuration.upstreams
        let forwarding = ForwardingEndpoint(
            upstreams: upstreams, forwarder: Forwarder(transport: transport, metrics: metrics))
        let evidence = EvidenceShelf(services, nanoseconds: clock.nanoseconds)
        self.init(
            catalogue: ModelsEndpoint(
                features: features, upstreams: upstreams, transport: transport,
                since: clock.now()),
            forwarded: forwarding,
            chat: ChatEndpoint(features: features, forwarding: forwarding, now: clock.now),
            health: HealthEndpoint(features: features, drain: drain),
            metrics: MetricsEndpoint(
                registry: registry, features: features, audits: services.audits),
            submissions: SubmissionEndpoint(
                features: features, services: services, now: clock.now),
            features: FeaturesEndpoint(
                features: features, services: services, evidence: evidence, clock: clock,
                turn: SwitchTurn()),
            pages: PagesEndpoint(
                features: features,
                reader: StatusReader(
                    features: features, evidence: evidence, activity: activity,
                    audits: services.audits)),
            labels: LabelEndpoint(
                features: features, services: services, evidence: evidence, token: FormToken(),
                passed: PassedCases(), now: clock.now),
            advice: AdviceEndpoint(
                shelf: services.assessments, token: FormToken(), now: clock.now),
            access: access)
    }
}
