import CurlTransport
import Decisions
import Gateway
import JSONCodec
import Logging
import Models
import ShadowEvaluation
import Testing

/// A gateway on a free port of this machine, asked over real sockets.
struct RunningGateway: Sendable {
    let gateway: Gateway
    let port: Int
    let transport: CurlTransport
    let features: [ServedFeature]

    /// Runs `body` with a gateway, which is stopped afterwards.
    static func with(
        _ features: [ServedFeature]? = nil, upstreams: Upstreams = Upstreams(),
        limits: ServerLimits = ServerLimits(), logger: Logger? = nil,
        _ body: @escaping @Sendable (RunningGateway) async throws -> Void
    ) async throws {
        let features = try features ?? [TestFeature.make()]
        let transport = try CurlTransport()
        var configuration = GatewayConfiguration()
        configuration.upstreams = upstreams
        configuration.limits = limits
        configuration.limits.farewell = .milliseconds(20)
        let gateway = try Gateway(
            configuration, features: FeatureDirectory(FeatureTable(features)),
            transport: transport, logger: logger ?? Logger(label: "quiet") { _ in Silence() },
            clock: clock)
        let (ports, port) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for feature in features { group.addTask { await feature.live.run() } }
            group.addTask { try await gateway.run { port.yield($0) } }
            defer { group.cancelAll() }
            var first = ports.makeAsyncIterator()
            let running = RunningGateway(
                gateway: gateway, port: try #require(await first.next()), transport: transport,
                features: features)
            do {
                try await body(running)
            } catch {
                Issue.record(error)
            }
            await gateway.stop()
            for feature in features { await feature.live.shutDown(within: .zero) }
        }
        await transport.shutdown()
    }

    private static let clock: LiveClock = {
        let start = ContinuousClock.now
        return LiveClock(
            nanoseconds: { Int64((ContinuousClock.now - start) / .nanoseconds(1)) },
            now: { Timestamp(microseconds: 1_795_348_800_000_000) })
    }()

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    func get(_ path: String, headers: HTTPHeaders = [:]) async throws -> Reply {
        Reply(try await transport.send(HTTPRequest(.get, url(path), headers: headers)))
    }

    func post(
        _ path: String, _ body: String, headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var headers = headers
        headers.set("content-type", "application/json")
        return Reply(
            try await transport.send(
                HTTPRequest(.post, url(path), headers: headers, body: Array(body.utf8))))
    }
}

/// A response with its body as JSON.
struct Reply {
    let status: Int
    let headers: HTTPHeaders
    let text: String

    init(_ response: HTTPResponse) {
        status = response.status
        headers = response.headers
        text = String(decoding: response.body, as: UTF8.self)
    }

    var json: JSONValue { (try? JSONValue(parsing: text)) ?? .null }
}
