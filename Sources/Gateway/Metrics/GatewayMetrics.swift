import CoreMetrics
import Decisions
import ShadowEvaluation
import Synchronization

/// What the gateway counts of its requests, under OpenTelemetry's names.
final class GatewayMetrics: Sendable {
    private struct Key: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private let factory: any MetricsFactory
    private let durations = Mutex<[Key: Timer]>([:])
    /// The names of models that clients have asked for and metrics tell apart.
    private let models = Mutex<Set<String>>([])

    /// Names are the clients' to make up: a series for each would fill the memory.
    private static let mostModels = 100
    private static let longestModel = 100

    init(_ factory: any MetricsFactory) {
        self.factory = factory
    }

    /// Counts a request that has its reply; `duration` is in nanoseconds.
    func record(method: String, route: String, status: Int, duration: Int64) {
        let key = Key(
            method: Self.methods.contains(method) ? method : Self.other, route: route,
            status: status)
        let timer = durations.withLock { durations in
            if let known = durations[key] { return known }
            let new = Timer(
                label: "http.server.request.duration",
                dimensions: [
                    ("http.request.method", key.method), ("http.route", route),
                    ("http.response.status_code", "\(status)"),
                ], factory: factory)
            durations[key] = new
            return new
        }
        timer.recordNanoseconds(duration)
    }

    /// Counts a call that was forwarded; `duration` runs until the last byte.
    func recordForwarded(_ label: ForwardedCallLabel, status: Int?, duration: Int64) {
        var dimensions = dimensions(label)
        if let status {
            if status >= 400 { dimensions.append(("error.type", "\(status)")) }
        } else {
            dimensions.append(("error.type", "transport"))
        }
        Timer(
            label: "gen_ai.client.operation.duration", dimensions: dimensions, factory: factory
        ).recordNanoseconds(duration)
    }

    /// Counts the tokens of one call, by its answers' shares of them.
    func recordTokens(of answers: [Answer], _ label: ForwardedCallLabel) {
        let tokens = answers.compactMap(\.tokens)
        guard !tokens.isEmpty else { return }
        let sum = TokenUsage(
            input: tokens.reduce(0) { $0 + $1.input }, output: tokens.reduce(0) { $0 + $1.output })
        record(sum, label)
    }

    /// Counts the tokens of a call that was forwarded.
    func record(_ tokens: TokenUsage, _ label: ForwardedCallLabel) {
        record(tokens, dimensions(label))
    }

    /// Counts a call of a feature's own model; forwarded ones are counted where they are passed on.
    func record(_ report: ModelCallReport, of feature: String) {
        guard !report.isForwarded else { return }
        let provider =
            switch report.api {
            case .chat, .decisions: "openai"
            case .anthropic: "anthropic"
            case .systemone: "systemone"
            }
        let operation =
            switch report.api {
            case .chat, .anthropic: "chat"
            case .decisions, .systemone: report.api.rawValue
            }
        let dimensions =
            Self.dimensions(provider, operation) + [
                ("gen_ai.request.model", report.model), ("assay.feature", feature),
                ("assay.path", report.path),
            ]
        Timer(
            label: "gen_ai.client.operation.duration",
            dimensions: dimensions + (report.failure.map { [("error.type", $0)] } ?? []),
            factory: factory
        ).recordNanoseconds(report.duration)
        if let tokens = report.tokens { record(tokens, dimensions) }
    }

    private func record(_ tokens: TokenUsage, _ dimensions: [(String, String)]) {
        for (kind, count) in [("input", tokens.input), ("output", tokens.output)] {
            Recorder(
                label: "gen_ai.client.token.usage",
                dimensions: dimensions + [("gen_ai.token.type", kind)], factory: factory
            ).record(count)
        }
    }

    private func dimensions(_ label: ForwardedCallLabel) -> [(String, String)] {
        let dimensions = Self.dimensions(label.provider, label.operation)
        guard let model = label.model else { return dimensions }
        return dimensions + [("gen_ai.request.model", known(model))]
    }

    /// Returns a model's name, or `_OTHER` where it is too long or there are too many.
    private func known(_ model: String) -> String {
        guard model.utf8.count <= Self.longestModel else { return Self.other }
        return models.withLock { models in
            if models.contains(model) { return model }
            guard models.count < Self.mostModels else { return Self.other }
            models.insert(model)
            return model
        }
    }

    private static let other = "_OTHER"

    private static func dimensions(_ provider: String, _ operation: String) -> [(String, String)] {
        [("gen_ai.provider.name", provider), ("gen_ai.operation.name", operation)]
    }

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
    ]
}
