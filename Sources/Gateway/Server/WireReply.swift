import NIOHTTP1

/// A reply that is complete: what the decision path writes at one go.
struct WireReply: Sendable {
    var status: HTTPResponseStatus = .ok
    var contentType = "application/json"
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]
    /// Closes the connection after the reply.
    var closes = false
}
