import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Answers what is not answered below: streams at once, the rest by the router.
struct GatewayResponder: Sendable {
    let handlers: GatewayHandlers
    let router: RouterResponder<GatewayContext>
    let observer: RequestObserver
    let bodyLimit: Int
    /// Methods and paths that are answered here, such as `GET /v1/models/{id}`.
    let routes: [String]

    init(_ handlers: GatewayHandlers, observer: RequestObserver, bodyLimit: Int) {
        let router = Router(context: GatewayContext.self)
        Routes.add(to: router, handlers)
        self.handlers = handlers
        routes = Routes.streamedRoutes + router.routes.map(\.description)
        self.router = router.buildResponder()
        self.observer = observer
        self.bodyLimit = bodyLimit
    }

    func respond(
        to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let exchange = observer.begin(
            method: request.method.rawValue, path: request.head.path ?? "",
            traceparent: request.headers[named: "traceparent"])
        var reply = StreamedReply(writer)
        let path = Routes.path(ofURI: request.head.path ?? "")
        do {
            if let handler = Routes.streamed(request.method, path, handlers) {
                let streamed = StreamedRequest(
                    request: request, exchange: exchange, bodyLimit: bodyLimit)
                try await handler(streamed, &reply)
            } else {
                // Pages and verdicts take their time, which no event loop has.
                try await withTaskExecutorPreference(globalConcurrentExecutor) {
                    try await answer(request, exchange, channel, &reply)
                }
            }
        } catch is NIOTooManyBytesError {
            let problem = WireProblem(.tooLarge, "the body has more than \(bodyLimit) bytes")
            try await reply.write(exchange.finish(problem.reply(in: nil)))
        } catch let problem as WireProblem where reply.status == nil {
            let shown = problem.reply(to: request.headers[.accept], at: path)
            try await reply.write(exchange.finish(shown))
        }
    }

    private func answer(
        _ request: Request, _ exchange: Exchange, _ channel: any Channel,
        _ reply: inout StreamedReply
    ) async throws {
        var context = GatewayContext(source: .init(channel: channel, logger: observer.logger))
        context.grant = handlers.access.grant(request.headers)
        context.bodyLimit = bodyLimit
        var response = try await router.respond(to: request, context: context)
        guard context.endpointPath != nil, response.status != .notFound else {
            let refusal = Routes.refusal(
                request.method.rawValue, path: request.uri.path, to: request.headers[.accept])
            return try await reply.write(exchange.finish(refusal))
        }
        response.headers[named: "x-request-id"] = exchange.id.description
        response.headers[.date] = HTTPDate.now
        exchange.finish(status: response.status.code)
        try await reply.write(response)
    }
}
