package import CurlTransport

/// What carries a client's calls.
package protocol ModelTransport: Sendable {
    /// Returns the whole response, whatever its status.
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

extension CurlTransport: ModelTransport {}
