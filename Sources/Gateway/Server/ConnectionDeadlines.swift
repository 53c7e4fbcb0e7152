import NIOCore
import NIOHTTP1

/// Cuts off clients that send too slowly, say nothing, or do not take their replies.
///
/// One timer a connection, set anew only when it fires, so that a request costs two assignments.
final class ConnectionDeadlines: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase {
        /// Between requests, or in the middle of a head.
        case waiting
        /// A head has come, but not all of its body.
        case receiving
        case answering
    }

    private let idle: TimeAmount
    private let request: TimeAmount
    private let stalledReply: TimeAmount
    private var phase = Phase.waiting
    private var phaseStart = NIODeadline.now()
    private var stalledSince: NIODeadline?
    private var timer: Scheduled<Void>?

    init(_ limits: ServerLimits) {
        idle = TimeAmount(limits.idle)
        request = TimeAmount(limits.request)
        stalledReply = TimeAmount(limits.stalledReply)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { schedule(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        if timer == nil { schedule(context) }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: enter(.receiving)
        case .body: break
        case .end: if phase == .receiving { enter(.answering) }
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        if case .end = unwrapOutboundIn(data) { enter(.waiting) }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalledSince = context.channel.isWritable ? nil : .now()
        context.fireChannelWritabilityChanged()
    }

    private func enter(_ phase: Phase) {
        self.phase = phase
        phaseStart = .now()
    }

    /// When the current phase is over; `nil` while we are the ones who take time.
    private var deadline: NIODeadline? {
        if let stalledSince { return stalledSince + stalledReply }
        return switch phase {
        case .waiting: phaseStart + idle
        case .receiving: phaseStart + request
        case .answering: nil
        }
    }

    private func schedule(_ context: ChannelHandlerContext) {
        let longest = min(idle, request, stalledReply)
        let next = deadline ?? .now() + longest
        timer = context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(deadline: next) {
            self.check(context)
        }
    }

    private func check(_ context: ChannelHandlerContext) {
        timer = nil
        guard context.channel.isActive else { return }
        if let deadline, deadline <= .now() {
            context.close(promise: nil)
        } else {
            schedule(context)
        }
    }
}
