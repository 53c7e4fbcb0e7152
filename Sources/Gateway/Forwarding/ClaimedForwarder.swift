import CurlTransport
import Decisions
import Evidence
import HTTPTypes
import Models
import NIOHTTP1
import NIOHTTPTypesHTTP1
import ShadowEvaluation
import Synchronization

import struct CurlTransport.HTTPRequest
import struct CurlTransport.HTTPResponse

/// Passes on requests that a feature claims under another model's name, so that the model's answer
/// and the feature's can be compared.
struct ClaimedForwarder: Sendable {
    let transport: CurlTransport
    let metrics: GatewayMetrics
    let nanoseconds: @Sendable () -> Int64
    let now: @Sendable () -> Timestamp

    /// The client gives up sooner or later, or the feature's deadline ends a shadow.
    private static let timeouts = HTTPTimeouts(total: .seconds(600))

    /// Returns the call that passes `body` on as it came; its first reply comes to be in `reply`.
    func call(
        _ request: DecisionRequest, _ claim: Claim, _ head: HTTPRequestHead, body: [UInt8],
        to upstream: Upstream, for path: ForwardedPath, trace: TraceContext?,
        reply: RelayedReply
    ) -> ForwardedCall {
        let version = ForwardedVersion.version(of: path, request, claim.feature.feature)
        let reader = ForwardedAnswers(request, claim, path: path)
        let sent = HTTPRequest(
            .post, upstream.url(head.uri),
            headers: ForwardedHeaders.request(
                HTTPFields(head.headers, splitCookie: false), to: upstream, trace: trace),
            body: body, timeouts: Self.timeouts)
        let label = ForwardedCallLabel(
            upstream.name, request.dialect == .decisions ? "decisions" : "systemone",
            model: request.model)
        return ForwardedCall(
            path: version,
            ask: { [self] repeatIndex throws(CancellationError) in
                let start = nanoseconds()
                let result = await self.send(sent)
                let latency = nanoseconds() - start
                let status = try? result.get().status
                metrics.recordForwarded(label, status: status, duration: latency)
                if repeatIndex == 0, case .success(let response) = result { reply.came(response) }
                let answers = try reader.answers(
                    to: result, repeatIndex: repeatIndex, latency: latency, at: now())
                metrics.recordTokens(of: answers, label)
                return answers
            },
            hasReply: { reply.response != nil })
    }

    private func send(_ request: HTTPRequest) async -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) {
            return .success(try await transport.send(request))
        } catch {
            return .failure(error)
        }
    }
}

/// The reply of the server that a claimed request was for, once it has come.
final class RelayedReply: Sendable {
    private let state = Mutex<HTTPResponse?>(nil)

    var response: HTTPResponse? { state.withLock { $0 } }

    func came(_ response: HTTPResponse) { state.withLock { $0 = response } }

    /// The reply as the client gets it, byte for byte.
    var wire: WireReply? {
        guard let response else { return nil }
        var reply = WireReply(
            status: HTTPResponseStatus(statusCode: response.status),
            contentType: "application/octet-stream", body: response.body)
        for field in ForwardedHeaders.response(response.head.headers) {
            switch field.name.canonicalName {
            case "content-type": reply.contentType = field.value
            case "content-length", "date": break
            case let name: reply.headers.append((name, field.value))
            }
        }
        return reply
    }
}

/// Under which version a forwarded request's answers are logged.
private enum ForwardedVersion {
    /// The path's own where the client asks for the model that the path asks, by the same API;
    /// else one of that model's.
    static func version(
        of path: ForwardedPath, _ request: DecisionRequest, _ feature: Feature
    ) -> PathVersion {
        let api = request.dialect == .decisions ? ModelDefinition.API.decisions : .systemone
        let own = feature.path(named: path.version.path)?.model
        if own?.api == api, own?.model == request.model { return path.version }
        let hash = ContentHash([
            ("forwarded", api.rawValue), ("model", request.model),
            ("asked", feature.askedHash.description),
        ])
        return PathVersion(path: path.version.path, version: hash)
    }
}

/// Reads the answers to a claimed request as those of the feature.
private struct ForwardedAnswers {
    private let reader: ForwardedReply
    private let claim: Claim
    private let path: String

    init(_ request: DecisionRequest, _ claim: Claim, path: ForwardedPath) {
        self.claim = claim
        self.path = path.version.path
        let questions = zip(request.questions, claim.questions).map { asked, index in
            let own = claim.feature.feature.questions[index]
            return Question(
                name: own.name, kind: own.kind, instructions: "",
                options: asked.options.map { Question.Option($0) })
        }
        reader = ForwardedReply(
            request.dialect == .decisions ? .decisions : .systemOne, path: path.version.path,
            questions: questions, model: request.model, prices: path.prices)
    }

    /// Returns one answer a question of the feature, in its order.
    func answers(
        to result: Result<HTTPResponse, TransportError>, repeatIndex: Int, latency: Int64,
        at time: Timestamp
    ) throws(CancellationError) -> [Answer] {
        let asked = try reader.answers(
            to: result, repeatIndex: repeatIndex, latency: latency, at: time)
        // Questions that were not asked are nobody's; they cost nothing.
        let none = Answer(
            path: path, repeatIndex: repeatIndex, status: .abstained, price: .zero)
        var answers = claim.feature.feature.questions.map { _ in none }
        for (index, var answer) in asked.enumerated() {
            if let codes = claim.codes[index] { answer.reorder(by: codes) }
            answers[claim.questions[index]] = answer
        }
        return answers
    }
}

extension Answer {
    /// Puts an answer to a request's options into the feature's order; `codes` has for each of the
    /// request's options the feature's code.
    fileprivate mutating func reorder(by codes: [Int]) {
        code = code.map { codes[$0] }
        guard !probabilities.isEmpty else { return }
        var own = probabilities
        for (place, probability) in probabilities.enumerated() { own[codes[place]] = probability }
        probabilities = own
    }
}
