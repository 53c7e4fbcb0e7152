import NIOCore

/// Keeps a connection open for a moment after the server has stopped accepting.
///
/// A connection on which nothing is under way would be closed at once, and with it a request that
/// its client has just sent: it would be lost although its connection had been accepted.
final class Farewell: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Says to the handlers behind that each reply is to be the connection's last.
    ///
    /// Clients learn that only now that the server has stopped accepting: a new connection of theirs
    /// that waited to be accepted would have been lost with the listening socket.
    struct Begins: Sendable {}

    private let delay: TimeAmount

    init(_ delay: Duration) {
        self.delay = TimeAmount(delay)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        context.fireUserInboundEventTriggered(Begins())
        context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(in: delay) {
            guard context.channel.isActive else { return }
            context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }
}
