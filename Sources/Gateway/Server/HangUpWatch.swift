import NIOCore
import NIOHTTP1

/// Finds out whether a client that has said its last has only done that, or is gone.
///
/// Both look the same: the end of what it sends. One that still listens takes an interim reply, which
/// clients of HTTP/1.1 pass over (RFC 9110, 15.2); where nobody does, the system of the other side
/// resets the connection, and it closes. In the middle of a reply there is no such question to ask:
/// the client counts as gone.
final class HangUpWatch: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        /// A request is under way whose reply has not begun.
        case waiting(HTTPVersion)
        case replying
    }

    private var state = State.idle

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) { state = .waiting(head.version) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): if head.status.code >= 200 { state = .replying }
        case .body: break
        case .end: state = .idle
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .inputClosed? = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        switch state {
        case .waiting(.http1_1):
            let probe = HTTPResponseHead(version: .http1_1, status: .processing)
            context.writeAndFlush(wrapOutboundOut(.head(probe)), promise: nil)
        case .replying: return context.close(promise: nil)
        case .idle, .waiting: break
        }
        context.fireUserInboundEventTriggered(event)
    }
}
