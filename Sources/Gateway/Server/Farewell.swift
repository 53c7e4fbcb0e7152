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
    private let drain: DrainState
    private var hasBegun = false

    init(_ delay: Duration, _ drain: DrainState) {
        self.delay = TimeAmount(delay)
        self.drain = drain
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // The word has gone to all connections before this one could hear it.
        guard drain.isLeaving else { return }
        context.eventLoop.assumeIsolatedUnsafeUnchecked().execute { self.begin(context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        begin(context)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        context.fireUserInboundEventTriggered(Begins())
        context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(in: delay) {
            guard context.channel.isActive else {
                // The listening socket was closed before it could hand the connection over: nobody
                // reads from it, nor would anybody ever close it.
                return context.close(promise: nil)
            }
            context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }
}
