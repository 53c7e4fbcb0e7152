import CurlTransport
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers a request by writing to its connection.
typealias StreamedHandler =
    @Sendable (StreamedRequest, inout StreamedReply) async throws -> Void

/// A request on its way to a handler that writes its reply itself.
struct StreamedRequest: Sendable {
    let request: Request
    let exchange: Exchange
    let bodyLimit: Int

    var head: HTTPTypes.HTTPRequest { request.head }

    /// Returns the whole body; throws where it has more bytes than allowed.
    func body() async throws -> [UInt8] {
        let buffer = try await request.body.collect(upTo: bodyLimit)
        return Array(buffer.readableBytesView)
    }
}

/// Everything that answers requests above the decision path.
struct GatewayHandlers: Sendable {
    let catalogue: ModelsEndpoint
    let forwarded: ForwardingEndpoint
    let chat: ChatEndpoint
    let health: HealthEndpoint
    let metrics: MetricsEndpoint
    let document = OpenAPIEndpoint()
    let submissions: SubmissionEndpoint
    let features: FeaturesEndpoint
    let pages: PagesEndpoint
    let labels: LabelEndpoint
    let advice: AdviceEndpoint
    let access: AccessGuard

    @Sendable func models(
        _ request: StreamedRequest, _ reply: inout StreamedReply
    ) async throws {
        let list = await catalogue.list(request.head.headerFields, request.exchange)
        try await reply.write(request.exchange.finish(list))
    }

    @Sendable func model(
        _ request: StreamedRequest, _ reply: inout StreamedReply
    ) async throws {
        let name = request.request.uri.path.dropFirst("/v1/models/".count)
        guard let own = catalogue.model(named: String(name)) else {
            guard forwarded.upstreams.openAI == nil else {
                return try await forwarded.rest(request, &reply)
            }
            let problem = WireProblem(.unknownModel, "there is no model `\(name.prefix(64))`")
            return try await reply.write(request.exchange.finish(problem.reply(in: nil)))
        }
        try await reply.write(request.exchange.finish(own))
    }
}
