package import CurlTransport
import Decisions
import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
package import ShadowEvaluation

/// The HTTP server in front of the features.
///
/// ``run(onStart:)`` serves until ``stop()``; what has been accepted by then is answered.
package final class Gateway: Sendable {
    private let configuration: GatewayConfiguration
    private let drain = DrainState()
    private let listener = ListeningSocket()
    private let server: Server<GatewayChannel>
    private let logger: Logger
    private let port: EventLoopPromise<Int>
    /// Methods and paths that are answered here, such as `GET /v1/models/{id}`.
    package let routes: [String]
    /// Ends when patience with the requests under way does.
    private let activity: ActivityBook
    private let patience = AsyncStream<Void>.makeStream()
    /// Ends when ``run(onStart:)`` does.
    private let running = AsyncStream<Void>.makeStream()

    /// Makes a server that does not listen yet; it asks upstreams over `transport`.
    package init(
        _ configuration: GatewayConfiguration, features: FeatureDirectory,
        services: GatewayServices, access: AccessGuard, transport: CurlTransport, logger: Logger,
        clock: LiveClock
    ) throws(GatewayError) {
        guard configuration.isLoopback || access.needsKey else {
            throw .exposedWithoutKeys(host: configuration.host)
        }
        self.configuration = configuration
        self.logger = logger
        let registry = MetricsRegistry()
        let metrics = GatewayMetrics(registry)
        let activity = ActivityBook(features, services, clock)
        self.activity = activity
        let watch = CallWatch(logger)
        for served in features.table.features {
            served.live.state.calls.tell { [name = served.feature.name] report in
                metrics.record(report, of: name)
                activity.count(report, of: name)
                watch.count(report, of: name)
            }
        }
        let observer = RequestObserver(
            metrics: metrics, logger: logger, nanoseconds: clock.nanoseconds)
        let handlers = GatewayHandlers(
            configuration, features: features, services: services, access: access,
            transport: transport, metrics: metrics, registry: registry, drain: drain,
            activity: activity, clock: clock)
        let responder = GatewayResponder(
            handlers, observer: observer, bodyLimit: configuration.limits.bodyBytes)
        routes = responder.routes
        let channel = GatewayChannel(
            responder: { request, writer, channel in
                try await responder.respond(to: request, writer, channel)
            },
            endpoint: DecisionEndpoint(
                features: features, upstreams: configuration.upstreams, observer: observer,
                forwarder: ClaimedForwarder(
                    transport: transport, metrics: metrics, nanoseconds: clock.nanoseconds,
                    now: clock.now),
                access: access),
            limits: configuration.limits, identity: configuration.identity, drain: drain)
        let group = MultiThreadedEventLoopGroup.singleton
        let port = group.next().makePromise(of: Int.self)
        self.port = port
        // What goes wrong on a connection is the client's affair, and counted as such.
        var serverLogger = logger
        serverLogger.logLevel = .critical
        server = Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.limits.connections)),
            onServerRunning: { [listener] channel in
                listener.open(channel)
                port.succeed(channel.localAddress?.port ?? 0)
            },
            eventLoopGroup: group, logger: serverLogger)
    }

    /// Serves until ``stop()``; calls `onStart` with the port once it listens.
    package func run(
        onStart: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws(GatewayError) {
        port.futureResult.whenSuccess(onStart)
        defer { running.continuation.finish() }
        async let _ = activity.run()
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [server] in try await server.run() }
                group.addTask { [patience] in
                    for await _ in patience.stream {}
                }
                // Whichever ends first: the server, its connections closed, or the patience.
                try await group.next()
                group.cancelAll()
                try await group.waitForAll()
            }
        } catch {
            port.fail(error)
            throw .cannotListen(
                host: configuration.host, port: configuration.port,
                reason: GatewayError.reason(error))
        }
    }

    /// Takes no further connections, answers what is under way, and lets ``run(onStart:)`` return.
    ///
    /// For a moment all goes on as before, but for the word that the gateway is not ready. For
    /// another, only connections that wait are still accepted. For a third, idle connections stay
    /// open, so that a request already on its way gets its answer, with the word that it is the
    /// connection's last. What is not answered in time is cut off.
    package func stop() async {
        drain.begin()
        try? await Task.sleep(for: configuration.limits.farewell)
        await listener.silence()
        try? await Task.sleep(for: configuration.limits.farewell)
        drain.leave()
        // It cannot be cancelled when patience ends.
        Task { [server] in try? await server.shutdownGracefully() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [running] in
                for await _ in running.stream {}
            }
            group.addTask { [patience, configuration] in
                try? await Task.sleep(for: configuration.limits.drain)
                patience.continuation.finish()
            }
            await group.next()
            group.cancelAll()
        }
    }
}
