/// Why a call has no response.
///
/// No case holds a credential, a query string or a payload.
package enum TransportError: Error, Hashable, Sendable {
    /// The URL has this: "no scheme", "no host", …
    case badURL(String)
    case badMethod
    /// The field's name, or its place where the name itself is at fault.
    case badHeader(String)
    case cannotResolve(host: String)
    case cannotConnect(host: String, port: Int)
    /// The proxy answered a request for a tunnel with this status.
    case proxyRefused(status: Int)
    case connectTimeout(Duration)
    case firstByteTimeout(Duration)
    case idleTimeout(Duration)
    case totalTimeout(Duration)
    /// What the TLS library said.
    case tls(String)
    case headTooLarge(limit: Int)
    case bodyTooLarge(limit: Int)
    /// The connection ended before a response began, or broke in one after so many bytes of its body.
    case connectionLost(bodyBytes: Int)
    /// The server ended the response early; `expected` is its content length, where it gave one.
    case truncated(received: Int, expected: Int?)
    case protocolViolation(String)
    case cancelled
    /// The transport was shut down before the call ended.
    case shutDown
    /// The transport itself failed.
    case failed(String)
}

extension TransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badURL(let fault): "the URL has \(fault)"
        case .badMethod: "the method is not an HTTP token"
        case .badHeader(let name): "header `\(name)` cannot be sent"
        case .cannotResolve(let host): "cannot resolve host `\(host)`"
        case .cannotConnect(let host, let port): "cannot connect to `\(host):\(port)`"
        case .proxyRefused(let status): "the proxy refused the connection with status \(status)"
        case .connectTimeout(let time): "no connection within \(brief(time))"
        case .firstByteTimeout(let time): "no response within \(brief(time))"
        case .idleTimeout(let time): "the response fell silent for \(brief(time))"
        case .totalTimeout(let time): "no complete response within \(brief(time))"
        case .tls(let reason): "no secure connection: \(reason)"
        case .headTooLarge(let limit): "the response head exceeds \(limit) bytes"
        case .bodyTooLarge(let limit): "the response body exceeds \(limit) bytes"
        case .connectionLost(bodyBytes: 0): "the connection was lost before the response body"
        case .connectionLost(let bytes): "the connection was lost after \(bytes) bytes of the body"
        case .truncated(let received, let expected?):
            "the response ended after \(received) of \(expected) bytes"
        case .truncated(let received, nil):
            "the response ended early, after \(received) bytes"
        case .protocolViolation(let fault): "not a proper HTTP response: \(fault)"
        case .cancelled: "the call was cancelled"
        case .shutDown: "the transport was shut down"
        case .failed(let reason): "the transport failed: \(reason)"
        }
    }

    private func brief(_ time: Duration) -> String {
        let milliseconds = (time / .milliseconds(1)).rounded()
        return milliseconds < 1000
            ? "\(Int(max(0, milliseconds))) ms" : "\(milliseconds / 1000) s"
    }
}
