import Logging
import NIOCore
import NIOHTTP1

/// Answers decisions on the event loop, below the router; every other request passes through.
///
/// It stands between the HTTP decoder and the router's channel, behind a handler that lets in one
/// request at a time. A decision's body is gathered here; what the endpoint does not answer itself is
/// passed on whole.
final class DecisionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        /// The request is the router's.
        case passing
        case gathering
        /// The request is complete and its answer under way.
        case answering
        /// The reply has been given before the request's end; the rest is not read.
        case discarding
    }

    private let endpoint: DecisionEndpoint
    private let bodyLimit: Int
    private var state = State.idle
    private var head: HTTPRequestHead?
    private var body: ByteBuffer?
    private var closesAfterReply = false
    /// Whether the server goes down: every reply is the last of its connection.
    private var isLeaving = false
    private var work: Task<Void, Never>?
    private var heldInputClosed = false

    init(_ endpoint: DecisionEndpoint, bodyLimit: Int) {
        self.endpoint = endpoint
        self.bodyLimit = bodyLimit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (state, unwrapInboundIn(data)) {
        case (.idle, .head(let head)): begin(head, context, data)
        case (.passing, .end):
            state = .idle
            context.fireChannelRead(data)
        case (.passing, _): context.fireChannelRead(data)
        case (.gathering, .body(let part)): gather(part, context)
        case (.gathering, .end): answer(context)
        case (.discarding, _), (.answering, _), (.idle, _), (.gathering, .head): break
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext, _ data: NIOAny) {
        closesAfterReply = !head.isKeepAlive || isLeaving
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }),
            length > bodyLimit
        {
            return refuse(endpoint.tooLarge(head, limit: bodyLimit), to: head, context)
        }
        if head.headers.first(name: "sec-fetch-site") == "cross-site" {
            return refuse(endpoint.crossSite(head), to: head, context)
        }
        if let reply = endpoint.refusal(head) { return refuse(reply, to: head, context) }
        if head.headers.contains(name: "expect") {
            let go = HTTPResponseHead(version: head.version, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
        }
        if endpoint.answers(head) {
            state = .gathering
            self.head = head
        } else {
            state = .passing
            context.fireChannelRead(data)
        }
    }

    private func gather(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
        guard (body?.readableBytes ?? 0) + part.readableBytes <= bodyLimit else {
            guard let head else { return }
            return refuse(endpoint.tooLarge(head, limit: bodyLimit), to: head, context)
        }
        if body == nil {
            body = part
        } else {
            body?.writeImmutableBuffer(part)
        }
    }

    /// Replies before the request's end and stops reading; the client gets time to read the reply.
    private func refuse(
        _ reply: WireReply, to head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        state = .discarding
        body = nil
        self.head = nil
        closesAfterReply = true
        write(reply, to: head, context)
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let body = body ?? ByteBuffer()
        self.head = nil
        self.body = nil
        let step = body.withUnsafeReadableBytes { bytes in
            endpoint.answer(head, bytes.bindMemory(to: UInt8.self))
        }
        switch step {
        case .reply(let reply):
            state = .idle
            finish(reply, to: head, context)
        case .pass:
            state = .idle
            context.fireChannelRead(wrapInboundOut(.head(head)))
            if body.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(.body(body))) }
            context.fireChannelRead(wrapInboundOut(.end(nil)))
        case .wait(let reply):
            state = .answering
            wait(for: reply, head, context)
        }
    }

    private func wait(
        for reply: @escaping @Sendable () async -> WireReply, _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        let promise = context.eventLoop.makePromise(of: WireReply.self)
        work = Task { promise.succeed(await reply()) }
        promise.futureResult.assumeIsolated().whenSuccess { reply in
            self.work = nil
            self.state = .idle
            self.finish(reply, to: head, context)
            if self.heldInputClosed {
                self.heldInputClosed = false
                context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The router's channel closes when the client has said its last, which must not cut off the
        // answer that it waits for.
        if state == .answering, case .inputClosed? = event as? ChannelEvent {
            heldInputClosed = true
        } else if event is Farewell.Begins {
            isLeaving = true
            closesAfterReply = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        work?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, state == .idle || state == .gathering else {
            return context.fireErrorCaught(error)
        }
        let head = head ?? HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        refuse(endpoint.malformed(error), to: head, context)
    }

    // MARK: Replies

    private func finish(
        _ reply: WireReply, to head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        closesAfterReply = closesAfterReply || reply.closes
        write(reply, to: head, context)
    }

    private func write(
        _ reply: WireReply, to head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders()
        headers.reserveCapacity(reply.headers.count + 4)
        headers.add(name: "content-type", value: reply.contentType)
        headers.add(name: "content-length", value: String(reply.body.count))
        headers.add(name: "date", value: HTTPDate.now)
        for (name, value) in reply.headers { headers.add(name: name, value: value) }
        let response = HTTPResponseHead(
            version: head.version, status: reply.status, headers: headers)
        send(.head(response), context, promise: nil)
        if !reply.body.isEmpty {
            let buffer = context.channel.allocator.buffer(bytes: reply.body)
            send(.body(.byteBuffer(buffer)), context, promise: nil)
        }
        send(.end(nil), context, promise: nil)
        context.flush()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        send(unwrapOutboundIn(data), context, promise: promise)
    }

    /// Every reply leaves here, the router's as well: one place says whether a connection goes on.
    private func send(
        _ part: HTTPServerResponsePart, _ context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>?
    ) {
        switch part {
        case .head(var head) where head.status.code >= 200:
            if closesAfterReply { head.headers.replaceOrAdd(name: "connection", value: "close") }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end where closesAfterReply && state != .discarding:
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { _ in
                context.close(promise: nil)
            }
            context.writeAndFlush(wrapOutboundOut(part), promise: written)
        case .head, .body, .end: context.write(wrapOutboundOut(part), promise: promise)
        }
    }
}
