import Decisions
import Evidence
import HTTPTypes
import JSONCodec
import NIOHTTP1
import ShadowEvaluation

/// Answers `POST /v1/chat/completions` by the feature that the model names; all else goes to the
/// upstream.
struct ChatEndpoint: Sendable {
    let features: FeatureDirectory
    let forwarding: ForwardingEndpoint
    let now: @Sendable () -> Timestamp

    @Sendable func completions(
        _ request: StreamedRequest, _ reply: inout StreamedReply
    ) async throws {
        let body = try await request.body()
        guard let (chat, feature) = try claim(body, request) else {
            return try await forwarding.forward(
                request, body: body, to: forwarding.upstreams.openAI,
                as: .init(operation: "chat", isChat: true), &reply)
        }
        let name = feature.feature.name
        do {
            let answer = try await answer(chat, body, by: feature, request)
            try await reply.write(
                request.exchange.finish(answer.reply, feature: name, source: answer.source))
        } catch {
            feature.live.state.ledger.reject("bad_request")
            let problem = WireProblem(describing: error)
            try await reply.write(
                request.exchange.finish(problem.reply(in: nil), feature: name))
        }
    }

    /// Returns the request with the feature that it names; `nil` where it is the upstream's.
    private func claim(
        _ body: [UInt8], _ request: StreamedRequest
    ) throws -> (ChatRequest, ServedFeature)? {
        let hasUpstream = forwarding.upstreams.openAI != nil
        do {
            let isPlain = request.head.headerFields[.contentEncoding] == nil
            guard isPlain || !hasUpstream else { return nil }
            let chat = try body.withUnsafeBufferPointer { try ChatRequest($0) }
            let table = features.table
            if let feature = table.feature(named: chat.model) { return (chat, feature) }
            if let feature = table.feature(claimingChatModel: chat.model),
                !hasUpstream || canAnswer(chat, body, by: feature)
            {
                return (chat, feature)
            }
            guard !hasUpstream else { return nil }
            throw WireProblem(
                .unknownModel,
                "The model `\(chat.model.prefix(64))` does not exist: no feature has this name, and "
                    + "there is no upstream; `--upstream openai=URL` forwards the rest",
                at: [.member("model")])
        } catch {
            guard !hasUpstream else { return nil }
            throw WireProblem(describing: error)
        }
    }

    /// Whether the feature can answer; what it cannot is the upstream's under that model's name.
    private func canAnswer(
        _ chat: ChatRequest, _ body: [UInt8], by feature: ServedFeature
    ) -> Bool {
        let content = ChatContent(feature: feature.feature, format: chat.format)
        guard let subject = chat.subject, content.problem == nil else { return false }
        let found = body.withUnsafeBufferPointer { try? feature.mapper.map(subject, in: $0) }
        return found != nil
    }

    private func answer(
        _ chat: ChatRequest, _ body: [UInt8], by feature: ServedFeature,
        _ request: StreamedRequest
    ) async throws -> (reply: WireReply, source: String) {
        let content = ChatContent(feature: feature.feature, format: chat.format)
        if let problem = content.problem { throw problem }
        let live = try live(chat, body, feature, request)
        let decision =
            switch feature.live.decide(live) {
            case .answered(let decision): decision
            case .waiting(let pending): await pending.decision()
            }
        let tokens = decision.answers.first?.inCharge.tokens
        let reply = ChatReply(
            id: decision.requestID.description, model: chat.model,
            created: now().microseconds / 1_000_000, content: content.text(of: decision),
            choices: chat.choices, usage: Self.usage(tokens),
            extensions: extensions(of: decision, feature))
        let wire =
            chat.isStreamed
            ? WireReply(
                contentType: "text/event-stream", headers: [("cache-control", "no-cache")],
                body: reply.events(includingUsage: chat.includesUsage))
            : WireReply(body: reply.completion)
        return (wire, decision.inCharge)
    }

    private func live(
        _ chat: ChatRequest, _ body: [UInt8], _ feature: ServedFeature,
        _ request: StreamedRequest
    ) throws -> LiveRequest {
        guard let subject = chat.subject else {
            throw WireProblem(.missing, "`messages` is missing", at: [.member("messages")])
        }
        return try body.withUnsafeBufferPointer { bytes in
            var found: Case
            do throws(CaseProblem) {
                found = try feature.mapper.map(subject, in: bytes)
            } catch {
                throw WireProblem(
                    .invalid, "feature `\(feature.feature.name)`: \(error)",
                    at: [.member("messages")])
            }
            let extensions = try chat.extensions.map { range throws(WireProblem) in
                try RequestExtensions(UnsafeBufferPointer(rebasing: bytes[range]))
            }
            found.user = chat.user ?? found.user
            extensions?.apply(to: &found)
            let retries = request.head.headerFields[named: "x-stainless-retry-count"]
            return LiveRequest(
                found, isRetry: retries.map { $0 != "0" } ?? false,
                canHide: extensions?.canHide ?? false)
        }
    }

    private static func usage(_ tokens: TokenUsage?) -> JSONValue {
        let input = Int64(tokens?.input ?? 0)
        let output = Int64(tokens?.output ?? 0)
        return [
            "prompt_tokens": .int(input), "completion_tokens": .int(output),
            "total_tokens": .int(input + output),
        ]
    }

    private func extensions(of decision: LiveDecision, _ feature: ServedFeature) -> JSONValue {
        var writer = JSONWriter()
        ReplyExtensions.write(decision, of: feature, includingAnswers: true, to: &writer)
        return (try? JSONValue(parsing: writer.bytes)) ?? .null
    }
}
