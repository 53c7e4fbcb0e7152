/// The protocol version of a response.
package enum HTTPVersion: String, Hashable, Sendable {
    case http10 = "1.0"
    case http11 = "1.1"
    case http2 = "2"
    case http3 = "3"
}
