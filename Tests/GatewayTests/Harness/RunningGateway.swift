import CurlTransport
import Decisions
import Evidence
import Foundation
import Gateway
import JSONCodec
import Logging
import Models
import ShadowEvaluation
import TestSupport
import Testing

/// A gateway on a free port of this machine, asked over real sockets.
struct RunningGateway: Sendable {
    let gateway: Gateway
    let port: Int
    let transport: CurlTransport
    let features: [ServedFeature]
    let store: SQLiteEvidenceStore

    /// Runs `body` with a gateway, which is stopped afterwards.
    static func with(
        _ features: [ServedFeature]? = nil, upstreams: Upstreams = Upstreams(),
        limits: ServerLimits = ServerLimits(), logger: Logger? = nil,
        identity: ServerIdentity? = nil, keys: [StoredKey] = [], rateLimit: Int? = nil,
        log: TemporaryLog = TemporaryLog(),
        reload: @escaping GatewayServices.Reload = { _, _ in [] },
        assessments: (any AssessmentShelf)? = nil,
        _ body: @escaping @Sendable (RunningGateway) async throws -> Void
    ) async throws {
        let features = try features ?? [TestFeature.make()]
        let transport = try CurlTransport()
        var configuration = GatewayConfiguration()
        configuration.upstreams = upstreams
        configuration.limits = limits
        configuration.identity = identity
        configuration.limits.farewell = .milliseconds(20)
        let store = try log.open()
        let gateway = try Gateway(
            configuration, features: FeatureDirectory(FeatureTable(features)),
            services: services(store, reload, assessments),
            access: AccessGuard(
                KeyRing(keys), rateLimit: rateLimit, clock: stoppedClock),
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
                features: features, store: store)
            do {
                try await body(running)
            } catch {
                Issue.record(error)
            }
            await gateway.stop()
            for feature in features { await feature.live.shutDown(within: .zero) }
        }
        await transport.shutdown()
        try store.close()
    }

    static func services(
        _ store: SQLiteEvidenceStore,
        _ reload: @escaping GatewayServices.Reload = { _, _ in [] },
        _ assessments: (any AssessmentShelf)? = nil
    ) -> GatewayServices {
        GatewayServices(
            store: store, progress: { SpoolProgress() }, judge: { _ in [] }, reload: reload,
            assessments: assessments)
    }

    private static let clock: LiveClock = {
        let start = ContinuousClock.now
        return LiveClock(
            nanoseconds: { Int64((ContinuousClock.now - start) / .nanoseconds(1)) },
            now: { Timestamp(microseconds: 1_795_348_800_000_000) })
    }()

    /// Rates are told by it, so that a slow machine has no more room than a fast one.
    private static let stoppedClock = LiveClock(nanoseconds: { 0 }, now: clock.now)

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    func get(_ path: String, headers: HTTPHeaders = [:]) async throws -> Reply {
        Reply(
            try await transport.send(
                HTTPRequest(.get, url(path), headers: headers, timeouts: .patient)))
    }

    /// Posts a form as a browser does.
    func form(
        _ path: String, _ body: String, headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var headers = headers
        headers.set("content-type", "application/x-www-form-urlencoded")
        return Reply(
            try await transport.send(
                HTTPRequest(
                    .post, url(path), headers: headers, body: Array(body.utf8), timeouts: .patient))
        )
    }

    func delete(_ path: String) async throws -> Reply {
        Reply(try await transport.send(HTTPRequest(.delete, url(path), timeouts: .patient)))
    }

    func post(
        _ path: String, _ body: String, headers: HTTPHeaders = [:]
    ) async throws -> Reply {
        var headers = headers
        headers.set("content-type", "application/json")
        return Reply(
            try await transport.send(
                HTTPRequest(
                    .post, url(path), headers: headers, body: Array(body.utf8), timeouts: .patient))
        )
    }
}

/// The file of an evidence log, which goes with the last reference to it.
final class TemporaryLog: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    func open() throws -> SQLiteEvidenceStore {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try SQLiteEvidenceStore(
            path: folder.appending(path: "assay.sqlite").path, access: .readWrite)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
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
