import CurlTransport
import Decisions
import struct CurlTransport.HTTPRequest
import HTTPTypes
import HummingbirdCore

/// Passes requests on to an upstream and its replies back, as they come.
struct Forwarder: Sendable {
    let transport: CurlTransport
    let metrics: GatewayMetrics

    /// A chat's reply may take minutes; the client gives up sooner or later.
    private static let timeouts = HTTPTimeouts(total: .seconds(600))
    /// Streams are passed on piece by piece, so that their length costs no memory.
    private static let limits = HTTPLimits(maxBodyBytes: 1 << 30)

    /// What stands for the status of a reply that nobody takes, as nginx has it.
    private static let clientGone = 499

    /// What a forwarded call is, for metrics and for the words of errors.
    struct Purpose: Sendable {
        var operation: String
        var dialect: Dialect?
        /// Whether a stream of a chat is not to end cleanly without its finish.
        var isChat = false
    }

    func forward(
        _ head: HTTPTypes.HTTPRequest, body: [UInt8], to upstream: Upstream, as purpose: Purpose,
        _ exchange: Exchange, _ reply: inout StreamedReply
    ) async throws {
        let request = HTTPRequest(
            HTTPMethod(head.method.rawValue), upstream.url(head.path ?? "/"),
            headers: ForwardedHeaders.request(
                head.headerFields, to: upstream, trace: exchange.trace),
            body: body, timeouts: Self.timeouts, limits: Self.limits)
        let label = ForwardedCallLabel(upstream.name, purpose.operation, body: body)
        do {
            let tokens = try await transport.withResponse(to: request) { response, stream in
                let head = self.head(response, exchange)
                guard !Self.isShort(response) else {
                    return try await Self.passWhole(stream, under: head, &reply)
                }
                try await reply.begin(head)
                return try await Self.pass(stream, of: response, as: purpose, &reply)
            }
            if let tokens { metrics.record(tokens, label) }
            exchange.finish(status: reply.status ?? 0, source: upstream.name)
        } catch let error where Task.isCancelled || !(error is TransportError) {
            exchange.finish(status: Self.clientGone, source: upstream.name)
            record(label, Self.clientGone, exchange)
            throw error
        } catch let error as TransportError {
            if reply.status != nil {
                exchange.finish(status: 502, source: upstream.name)
                record(label, nil, exchange)
                throw error
            }
            let problem = Self.problem(error, upstream)
            try await reply.write(
                exchange.finish(problem.reply(in: purpose.dialect), source: upstream.name))
        }
        record(label, reply.status, exchange)
    }

    private func head(_ response: HTTPResponseHead, _ exchange: Exchange) -> HTTPTypes.HTTPResponse
    {
        var fields = ForwardedHeaders.response(response.headers)
        // The upstream's own names are those that its operators find again.
        for name in ["x-request-id", "x-typesafe-request-id"] where fields[named: name] == nil {
            fields[named: name] = exchange.id.description
        }
        return HTTPTypes.HTTPResponse(status: .init(code: response.status), headerFields: fields)
    }

    /// Whether the reply is gathered first: it goes out at one go, and one that breaks off is an
    /// error that clients understand.
    private static func isShort(_ response: HTTPResponseHead) -> Bool {
        guard let length = response.headers["content-length"].flatMap({ Int($0) }) else {
            return false
        }
        return length <= 64 << 10 && !isEvents(response)
    }

    private static func isEvents(_ response: HTTPResponseHead) -> Bool {
        response.headers["content-type"]?.hasPrefix("text/event-stream") == true
    }

    /// Passes a short reply on at one go, and returns the tokens that it tells of.
    private static func passWhole(
        _ stream: HTTPBodyStream, under head: HTTPTypes.HTTPResponse, _ reply: inout StreamedReply
    ) async throws -> TokenUsage? {
        var body: [UInt8] = []
        for try await piece in stream { body += piece }
        try await reply.write(head, body)
        var usage = UsageTail()
        usage.saw(body)
        return usage.tokens
    }

    /// Passes a body on, and returns the tokens that it tells of; where it breaks off, the client
    /// learns that as the kind of reply allows.
    private static func pass(
        _ stream: HTTPBodyStream, of response: HTTPResponseHead, as purpose: Purpose,
        _ reply: inout StreamedReply
    ) async throws -> TokenUsage? {
        let isEvents = isEvents(response)
        var watch = ChatStreamWatch()
        var usage = UsageTail()
        do {
            for try await piece in stream {
                if isEvents { watch.saw(piece) }
                usage.saw(piece)
                try await reply.write(piece)
            }
        } catch let error as TransportError where isEvents {
            // The head has gone: an event is what clients of a stream understand.
            try await reply.write(brokenOff("\(error)"))
            try await reply.finish()
            return usage.tokens
        }
        if isEvents, purpose.isChat, response.status < 300, !watch.isFinished {
            try await reply.write(brokenOff("the upstream's stream ended early"))
        }
        try await reply.finish()
        return usage.tokens
    }

    private static func brokenOff(_ reason: String) -> [UInt8] {
        let problem = WireProblem(.badGateway, reason)
        return Array("data: ".utf8) + problem.reply(in: nil).body + Array("\n\n".utf8)
    }

    private static func problem(_ error: TransportError, _ upstream: Upstream) -> WireProblem {
        switch error {
        case .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout:
            WireProblem(.gatewayTimeout, "upstream `\(upstream.name)`: \(error)")
        default: WireProblem(.badGateway, "upstream `\(upstream.name)`: \(error)")
        }
    }

    private func record(_ label: ForwardedCallLabel, _ status: Int?, _ exchange: Exchange) {
        metrics.recordForwarded(label, status: status, duration: exchange.elapsed)
    }
}
