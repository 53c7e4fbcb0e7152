import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A client's connection: HTTP/1.1, decisions answered at once, the rest handed to the router.
struct GatewayChannel: HTTPChannelHandler {
    /// A connection that is not read from yet.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    let responder: Responder
    let endpoint: DecisionEndpoint
    let limits: ServerLimits
    let identity: ServerIdentity?
    let drain: DrainState

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var heads = NIOHTTPDecoderLimitConfiguration()
            heads.maxHeaderFieldSize = limits.headBytes
            heads.maxHeaderListSize = limits.headBytes
            heads.maxHeaderFieldCount = 200
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(Antechamber())
            if let identity { try pipeline.addHandler(identity.handler) }
            try pipeline.addHandler(Farewell(limits.farewell, drain))
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: true, withErrorHandling: false,
                withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: heads)
            try pipeline.addHandler(ConnectionDeadlines(limits))
            try pipeline.addHandler(HangUpWatch())
            try pipeline.addHandler(DecisionHandler(endpoint, bodyLimit: limits.bodyBytes))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: identity != nil))
            try channel.syncOptions?.setOption(.autoRead, value: false)
            return Value(channel: channel)
        }
    }

    /// Serves a connection to its end.
    ///
    /// The router's side is added here and not in `setup`: of connections that come while the
    /// listening socket is closed some are never handed over, and NIO ends the process where an
    /// asynchronous channel is dropped unused. They have not been read from either.
    func handle(value: Value, logger: Logger) async {
        let channel = value.channel
        let served = channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let antechamber = try pipeline.handler(type: Antechamber.self)
            let served = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
            pipeline.removeHandler(antechamber, promise: nil)
            try channel.syncOptions?.setOption(.autoRead, value: true)
            return served
        }
        // It fails where the client has gone already.
        guard let asyncChannel = try? await served.get() else { return }
        await withTaskExecutorPreference(LoopExecutor(channel.eventLoop)) {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await handleHTTP(asyncChannel: asyncChannel, logger: logger) }
                group.addTask { try? await channel.closeFuture.get() }
                // A client that is gone needs no answer: what is under way for it is cancelled.
                await group.next()
                group.cancelAll()
            }
        }
    }
}
