import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Reports
package import ShadowEvaluation

/// A web server for this machine alone with the pages of the advisor and nothing else.
package struct AdvisingServer: Sendable {
    /// The longest form, in bytes; a note has the most of it.
    private static let longestForm = 16 << 10

    private let shelf: any AssessmentShelf
    private let port: Int
    private let clock: LiveClock

    /// Listens on `port`; 0 takes a free one.
    package init(_ shelf: any AssessmentShelf, port: Int, clock: LiveClock) {
        self.shelf = shelf
        self.port = port
        self.clock = clock
    }

    /// Serves until the task is cancelled; calls `onStart` with the port once it listens.
    package func run(onStart: @escaping @Sendable (Int) -> Void) async throws(GatewayError) {
        let host = "127.0.0.1"
        var logger = Logger(label: "advise")
        logger.logLevel = .critical
        let application = Application(
            responder: router.buildResponder(),
            server: .http1(configuration: .init(idleTimeout: .seconds(75))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(256)),
            onServerRunning: { onStart($0.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch {
            throw .cannotListen(host: host, port: port, reason: GatewayError.reason(error))
        }
    }

    private var router: Router<GatewayContext> {
        let router = Router(context: GatewayContext.self)
        router.add(
            middleware: AdvisingGuard(
                access: AccessGuard(KeyRing([]), clock: clock), bodyLimit: Self.longestForm))
        router.get("/") { _, _ in Page.redirect(to: PageLink.advice) }
        router.get("/assets/:name") { _, context in
            try Page.asset(named: context.parameters.require("name"))
        }
        Routes.addAdvice(
            to: router,
            AdviceEndpoint(shelf: shelf, token: FormToken(), now: clock.now))
        return router
    }
}

/// Lets in what the gateway would without keys, and words what went wrong as the gateway does.
private struct AdvisingGuard: RouterMiddleware {
    let access: AccessGuard
    let bodyLimit: Int

    func handle(
        _ request: Request, context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.bodyLimit = bodyLimit
        do {
            if let refusal = access.refusal(HTTPRequestHead(request)) { throw refusal }
            return try await next(request, context)
        } catch let problem as WireProblem {
            return problem.reply(in: nil).response(from: request, context: context)
        } catch is NIOTooManyBytesError {
            return WireProblem(.tooLarge, "the body has more than \(bodyLimit) bytes")
                .reply(in: nil).response(from: request, context: context)
        }
    }
}

extension HTTPRequestHead {
    /// What of a request tells who may have sent it.
    fileprivate init(_ request: Request) {
        self.init(
            version: .http1_1, method: .init(rawValue: request.method.rawValue),
            uri: request.head.path ?? "/")
        headers.add(name: "host", value: request.head.authority ?? "")
        if let origin = request.headers[named: "origin"] {
            headers.add(name: "origin", value: origin)
        }
    }
}
