package import CurlTransport
import Synchronization

/// Several transports that take calls in turn: one thread carries some 30,000 calls a second.
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
        let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return try await transports[index % transports.count].send(request)
    }

    /// Ends every transport; calls under way fail.
    package func shutdown() async {
        for transport in transports { await transport.shutdown() }
    }
}
