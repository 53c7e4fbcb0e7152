package import CurlTransport
import Synchronization

/// Several transports that take calls in turn, but those of a task on a transport's own thread.
package final class TransportPool: ModelTransport {
    private let transports: [CurlTransport]
    private let turn = Atomic<Int>(0)

    /// Makes `count` transports, at least one.
    package init(
        count: Int, configuration: TransportConfiguration
    ) throws(TransportError) {
        var transports: [CurlTransport] = []
        for _ in 0..<max(1, count) {
            transports.append(try CurlTransport(configuration: configuration))
        }
        self.transports = transports
    }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        if let own = transports.first(where: \.isCurrent) { return try await own.send(request) }
        let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return try await transports[index % transports.count].send(request)
    }

    /// The threads of the transports, for tasks that do little but call.
    package var executors: [any TaskExecutor] { transports.map(\.executor) }

    /// Ends every transport; calls under way fail.
    package func shutdown() async {
        for transport in transports { await transport.shutdown() }
    }
}
