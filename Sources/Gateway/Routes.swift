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
        addSubmissions(to: router, gateway.submissions)
        addFeatures(to: router, gateway.features)
        addPages(to: router, gateway)
        addAdvice(to: router, gateway.advice)
    }

    private static func addSubmissions(
        to router: Router<GatewayContext>, _ submissions: SubmissionEndpoint
    ) {
        router.post("/v1/outcomes") { request, context in
            try await submissions.outcomes(try await body(request, context))
        }
        router.post("/v1/events") { request, context in
            try await submissions.events(try await body(request, context))
        }
    }

    private static func addFeatures(
        to router: Router<GatewayContext>, _ features: FeaturesEndpoint
    ) {
        router.get("/v1/features") { _, _ in await features.list() }
        router.get("/v1/features/:name") { _, context in
            try await features.state(named: try name(context))
        }
        router.post("/v1/features/:name/control") { request, context in
            try await features.control(
                try name(context), try await body(request, context), by: context.grant?.name)
        }
        router.post("/v1/features/:name/reload") { _, context in
            try await features.reload(try name(context), by: context.grant?.name)
        }
        router.post("/v1/reload") { _, context in
            try await features.reload(nil, by: context.grant?.name)
        }
    }

    private static func addPages(to router: Router<GatewayContext>, _ gateway: GatewayHandlers) {
        let (pages, labels) = (gateway.pages, gateway.labels)
        router.get("/") { _, _ in await pages.list() }
        router.get("/features/:name") { _, context in
            try await pages.feature(try name(context))
        }
        router.get("/features/:name/label") { request, context in
            try await labels.next(
                try name(context), cookie: request.headers[.cookie], for: context.grant)
        }
        router.post("/features/:name/label") { request, context in
            try await labels.label(
                try name(context), try await body(request, context), for: context.grant)
        }
        router.get("/assets/:name") { _, context in try pages.asset(try name(context)) }
    }

    static func name(_ context: GatewayContext) throws -> String {
        try context.parameters.require("name")
    }

    static func body(_ request: Request, _ context: GatewayContext) async throws -> [UInt8] {
        let buffer = try await request.body.collect(upTo: context.bodyLimit)
        return Array(buffer.readableBytesView)
    }

    /// What a key must allow for a request; `nil` where none is asked for.
    static func scopes(_ method: String, _ path: Substring) -> KeyScopes? {
        switch path {
        case "/v1/decisions", "/v1/systemone": return .decide
        case "/healthz", "/readyz", "/openapi.json": return nil
        case "/v1/outcomes", "/v1/events": return .outcomes
        case "/v1/reload": return .admin
        case "/", "/metrics", "/v1/features": return .read
        default: break
        }
        if path.hasPrefix("/assets/") { return nil }
        if path.hasPrefix("/v1/features/") { return method == "POST" ? .admin : .read }
        if path.hasPrefix("/features/") || isAdvice(path) {
            return method == "POST" ? [.read, .outcomes] : .read
        }
        return .decide
    }

    /// Whether a browser shows the path, and posts to it.
    static func isPage(_ path: Substring) -> Bool {
        path == "/" || path.hasPrefix("/features/") || path.hasPrefix("/assets/") || isAdvice(path)
    }

    private static func isAdvice(_ path: Substring) -> Bool {
        path == "/advise" || path.hasPrefix("/advise/")
    }

    /// Other paths of OpenAI's API, such as embeddings, so that a client needs one address only.
    ///
    /// What the gateway has for itself below `/v1/` never leaves it.
    private static func isForwarded(_ path: Substring) -> Bool {
        guard path.hasPrefix("/v1/") else { return false }
        let first = path.dropFirst(4).prefix { $0 != "/" }
        return ![
            "outcomes", "events", "features", "reload", "decisions", "systemone", "models",
        ]
        .contains(first)
    }

    /// The methods that a path of ours takes, as `Allow` lists them.
    static func methods(ofPath path: String) -> String {
        switch name(ofPath: path) {
        case "/v1/decisions", "/v1/systemone", "/v1/chat/completions", "/v1/outcomes",
            "/v1/events", "/v1/reload", "/v1/features/{name}/control",
            "/v1/features/{name}/reload":
            "POST"
        case "/features/{name}/label", "/advise", "/advise/{name}": "GET, POST"
        default: "GET"
        }
    }

    /// The reply where a path is none of ours, or does not take a method.
    static func refusal(
        _ method: String, path: String, to accept: String? = nil
    ) -> WireReply {
        guard name(ofPath: path) != "other" else {
            return WireProblem(.noRoute, "there is nothing at `\(path.prefix(64))`")
                .reply(to: accept, at: path[...])
        }
        var reply = WireProblem(.wrongMethod, "`\(path.prefix(64))` does not take `\(method)`")
            .reply(to: accept, at: path[...])
        reply.headers.append(("allow", methods(ofPath: path)))
        return reply
    }

    /// What comes before a query.
    static func path(ofURI uri: String) -> Substring {
        uri[..<(uri.utf8.firstIndex(of: UInt8(ascii: "?")) ?? uri.endIndex)]
    }

    /// The name of a path in metrics and logs: one of a few, whatever clients send.
    static func name(ofPath uri: String) -> String {
        let path = path(ofURI: uri)
        switch path {
        case "/v1/decisions", "/v1/systemone", "/v1/chat/completions", "/v1/models", "/healthz",
            "/readyz", "/metrics", "/openapi.json", "/v1/outcomes", "/v1/events", "/v1/features",
            "/v1/reload", "/", "/advise":
            return String(path)
        default:
            if path.hasPrefix("/v1/models/") { return "/v1/models/{id}" }
            if isForwarded(path) { return "/v1/*" }
            return pattern(path) ?? "other"
        }
    }

    private static let patterns: Set<String> = [
        "/v1/features/{name}", "/v1/features/{name}/control", "/v1/features/{name}/reload",
        "/features/{name}", "/features/{name}/label", "/assets/{name}", "/advise/{name}",
        "/advise/{name}/result",
    ]

    /// The pattern of a path that names a feature or an asset.
    private static func pattern(_ path: Substring) -> String? {
        var steps = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let kinds = ["features", "assets", "advise"]
        guard let kind = steps.firstIndex(where: { kinds.contains($0) }),
            steps.indices.contains(kind + 1)
        else { return nil }
        steps[kind + 1] = "{name}"
        let pattern = steps.joined(separator: "/")
        return patterns.contains(pattern) ? pattern : nil
    }
}
