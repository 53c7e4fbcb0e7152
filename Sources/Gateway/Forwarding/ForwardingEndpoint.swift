import HTTPTypes
import HummingbirdCore

/// What goes to an upstream as it came.
struct ForwardingEndpoint: Sendable {
    let upstreams: Upstreams
    let forwarder: Forwarder

    @Sendable func decisions(
        _ request: StreamedRequest, _ reply: inout StreamedReply
    ) async throws {
        try await forward(
            request, to: upstreams.openAI,
            as: .init(operation: "decisions", dialect: .decisions), &reply)
    }

    @Sendable func systemOne(
        _ request: StreamedRequest, _ reply: inout StreamedReply
    ) async throws {
        try await forward(
            request, to: upstreams.systemOne,
            as: .init(operation: "systemone", dialect: .systemOne), &reply)
    }

    @Sendable func rest(
        _ request: StreamedRequest, _ reply: inout StreamedReply
    ) async throws {
        let path = request.request.uri.path
        guard upstreams.openAI != nil || Routes.name(ofPath: path) == "/v1/*" else {
            let refusal = Routes.refusal(request.head.method.rawValue, path: path)
            return try await reply.write(request.exchange.finish(refusal))
        }
        try await forward(
            request, to: upstreams.openAI, as: .init(operation: "other"), &reply)
    }

    func forward(
        _ request: StreamedRequest, body: [UInt8]? = nil, to upstream: Upstream?,
        as purpose: Forwarder.Purpose, _ reply: inout StreamedReply
    ) async throws {
        guard let upstream else {
            let problem = WireProblem(
                .noRoute,
                "nothing answers `\(request.request.uri.path.prefix(64))` here; "
                    + "`--upstream openai=URL` forwards it")
            return try await reply.write(
                request.exchange.finish(problem.reply(in: purpose.dialect)))
        }
        let sent: [UInt8] = if let body { body } else { try await request.body() }
        try await forwarder.forward(
            request.head, body: sent, to: upstream, as: purpose, request.exchange, &reply)
    }
}
