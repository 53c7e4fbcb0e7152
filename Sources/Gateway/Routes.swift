import HTTPTypes
import Hummingbird

/// The table of contents: which path is answered where.
///
/// `POST /v1/decisions` and `POST /v1/systemone` are answered on the event loop by
/// ``DecisionEndpoint``, below all of this; here arrives what of them goes to an upstream.
enum Routes {
    /// Paths whose replies may be streams: they write to the connection themselves.
    static func streamed(
        _ method: HTTPTypes.HTTPRequest.Method, _ path: Substring, _ gateway: GatewayHandlers
    ) -> StreamedHandler? {
        switch (method, path) {
        case (.post, "/v1/decisions"): gateway.forwarded.decisions
        case (.post, "/v1/systemone"): gateway.forwarded.systemOne
        case (.post, "/v1/chat/completions"): gateway.chat.completions
        case (.get, "/v1/models"): gateway.models
        case (.get, _) where path.hasPrefix("/v1/models/"): gateway.model
        default: isForwarded(path) ? gateway.forwarded.rest : nil
        }
    }

    /// Those of them that do not just go on to an upstream.
    static let streamedRoutes = [
        "POST /v1/decisions", "POST /v1/systemone", "POST /v1/chat/completions", "GET /v1/models",
        "GET /v1/models/{id}",
    ]

    /// Everything else.
    static func add(to router: Router<GatewayContext>, _ gateway: GatewayHandlers) {
        router.get("/healthz") { _, _ in gateway.health.health }
        router.get("/readyz") { _, _ in gateway.health.readiness }
        router.get("/metrics") { _, _ in gateway.metrics.reply }
        router.get("/openapi.json") { _, _ in gateway.document.reply }
    }

    /// Other paths of OpenAI's API, such as embeddings, so that a client needs one address only.
    ///
    /// What the gateway has for itself below `/v1/` never leaves it.
    private static func isForwarded(_ path: Substring) -> Bool {
        guard path.hasPrefix("/v1/") else { return false }
        let first = path.dropFirst(4).prefix { $0 != "/" }
        return !["outcomes", "events", "features", "decisions", "systemone", "models"]
            .contains(first)
    }

    /// The methods that a path of ours takes, as `Allow` lists them.
    static func methods(ofPath path: String) -> String {
        ["/v1/decisions", "/v1/systemone", "/v1/chat/completions"].contains(path) ? "POST" : "GET"
    }

    /// The reply where a path is none of ours, or does not take a method.
    static func refusal(_ method: String, path: String) -> WireReply {
        guard name(ofPath: path) != "other" else {
            return WireProblem(.noRoute, "there is nothing at `\(path.prefix(64))`").reply(in: nil)
        }
        var reply = WireProblem(.wrongMethod, "`\(path.prefix(64))` does not take `\(method)`")
            .reply(in: nil)
        reply.headers.append(("allow", methods(ofPath: path)))
        return reply
    }

    /// The name of a path in metrics and logs: one of a few, whatever clients send.
    static func name(ofPath uri: String) -> String {
        let path = uri.prefix { $0 != "?" }
        switch path {
        case "/v1/decisions", "/v1/systemone", "/v1/chat/completions", "/v1/models", "/healthz",
            "/readyz", "/metrics", "/openapi.json":
            return String(path)
        default:
            if path.hasPrefix("/v1/models/") { return "/v1/models/{id}" }
            return isForwarded(path) ? "/v1/*" : "other"
        }
    }
}
