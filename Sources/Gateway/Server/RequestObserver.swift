import Logging
import NIOHTTP1

/// Sees every request from its head to its reply: names it, counts it, logs it.
///
/// A class: every request holds it several times.
final class RequestObserver: Sendable {
    let metrics: GatewayMetrics
    let logger: Logger
    let nanoseconds: @Sendable () -> Int64

    init(
        metrics: GatewayMetrics, logger: Logger, nanoseconds: @escaping @Sendable () -> Int64
    ) {
        self.metrics = metrics
        self.logger = logger
        self.nanoseconds = nanoseconds
    }

    /// Begins to observe a request; one that had no proper head has none.
    func begin(_ head: HTTPRequestHead?) -> Exchange {
        begin(
            method: head?.method.rawValue ?? "", path: head?.uri ?? "",
            traceparent: head?.headers.first(name: "traceparent"))
    }

    func begin(method: String, path: String, traceparent: String?) -> Exchange {
        Exchange(
            id: RequestID(), method: method, route: Routes.name(ofPath: path),
            trace: traceparent.flatMap { TraceContext(traceparent: $0) },
            start: nanoseconds(), observer: self)
    }
}

/// One request on its way to a reply.
struct Exchange: Sendable {
    let id: RequestID
    let method: String
    /// The route's pattern, never the path itself.
    let route: String
    let trace: TraceContext?
    let start: Int64
    fileprivate let observer: RequestObserver

    /// Nanoseconds since the request's head.
    var elapsed: Int64 { observer.nanoseconds() - start }

    /// Ends the request with `reply`, which gets the request's name.
    func finish(_ reply: WireReply, feature: String? = nil, source: String? = nil) -> WireReply {
        var reply = reply
        reply.headers.reserveCapacity(reply.headers.count + 2)
        // An upstream's own names are those that its operators find again.
        for name in ["x-request-id", "x-typesafe-request-id"]
        where !reply.headers.contains(where: { $0.name == name }) {
            reply.headers.append((name, id.description))
        }
        finish(status: Int(reply.status.code), feature: feature, source: source)
        return reply
    }

    /// Ends the request with a reply of that status.
    func finish(status: Int, feature: String? = nil, source: String? = nil) {
        let duration = elapsed
        observer.metrics.record(method: method, route: route, status: status, duration: duration)
        guard observer.logger.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "request_id": .string(id.description), "method": .string(method),
            "route": .string(route), "status": .stringConvertible(status),
            "duration_us": .stringConvertible(duration / 1000),
        ]
        if let feature { metadata["feature"] = .string(feature) }
        if let source { metadata["in_charge"] = .string(source) }
        if let trace { metadata["trace_id"] = .string(trace.traceID) }
        observer.logger.info("request", metadata: metadata)
    }
}
