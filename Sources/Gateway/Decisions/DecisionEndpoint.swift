import Decisions
import JSONCodec
import NIOHTTP1
import ShadowEvaluation

/// Answers `POST /v1/decisions` and `POST /v1/systemone`: at once where no model has to be waited
/// for.
struct DecisionEndpoint: Sendable {
    let features: FeatureDirectory
    let upstreams: Upstreams
    let observer: RequestObserver
    let forwarder: ClaimedForwarder
    let access: AccessGuard

    /// How a request goes on.
    enum Step {
        case reply(WireReply)
        /// It is the upstream's.
        case pass
        case wait(@Sendable () async -> WireReply)
    }

    /// Whether `head` begins a request for decisions.
    func answers(_ head: HTTPRequestHead) -> Bool {
        head.method == .POST && Self.dialect(of: head.uri) != nil
    }

    /// Answers a complete request, on the event loop.
    func answer(_ head: HTTPRequestHead, _ body: UnsafeBufferPointer<UInt8>) -> Step {
        let exchange = observer.begin(head)
        let dialect = Self.dialect(of: head.uri) ?? .decisions
        if let problem = Self.unreadable(head) {
            return upstreams.has(dialect) ? .pass : refuse(problem, dialect, exchange)
        }
        switch DecisionParser.read(body, as: dialect) {
        case .success(let request):
            return answer(request, head, body, exchange, path: dialect)
        case .failure(let failure):
            let feature = failure.model.flatMap { features.table.feature(named: $0) }
            if feature == nil, upstreams.has(dialect) { return .pass }
            return refuse(failure.problem, failure.dialect, exchange, by: feature)
        }
    }

    private func answer(
        _ request: DecisionRequest, _ head: HTTPRequestHead, _ body: UnsafeBufferPointer<UInt8>,
        _ exchange: Exchange, path: Dialect
    ) -> Step {
        let table = features.table
        let own = table.feature(named: request.model)
        do {
            if let own {
                let claim = try Claim(request.questions, by: own)
                var live = try self.live(request, claim, head, body)
                live.traceparent = exchange.trace?.traceparentOfChild()
                return decide(live, claim, request, exchange)
            }
            guard let claim = table.claim(on: request.questions),
                var live = try? self.live(request, claim, head, body)
            else {
                guard !upstreams.has(path) else { return .pass }
                throw unknownModel(request, table)
            }
            live.traceparent = exchange.trace?.traceparentOfChild()
            guard let upstream = upstreams.upstream(for: path),
                let forwarded = claim.feature.live.forwardedPath
            else { return decide(live, claim, request, exchange) }
            let relayed = RelayedReply()
            live.forwarded = forwarder.call(
                request, claim, head, body: Array(body), to: upstream, for: forwarded,
                trace: exchange.trace, reply: relayed)
            return decide(live, claim, request, exchange, relayed: relayed)
        } catch {
            return refuse(WireProblem(describing: error), request.dialect, exchange, by: own)
        }
    }

    private func decide(
        _ live: LiveRequest, _ claim: Claim, _ request: DecisionRequest, _ exchange: Exchange,
        relayed: RelayedReply? = nil
    ) -> Step {
        switch claim.feature.live.decide(live) {
        case .answered(let decision):
            return .reply(reply(decision, claim, request, exchange))
        case .waiting(let pending):
            return .wait {
                let decision = await pending.decision()
                guard decision.isRelayed, let relayed = relayed?.wire else {
                    return reply(decision, claim, request, exchange)
                }
                return exchange.finish(
                    relayed, feature: claim.feature.feature.name, source: decision.inCharge)
            }
        }
    }

    private func reply(
        _ decision: LiveDecision, _ claim: Claim, _ request: DecisionRequest,
        _ exchange: Exchange
    ) -> WireReply {
        let writer = DecisionWriter(claim: claim, request: request, decision: decision)
        return exchange.finish(
            WireReply(body: writer.body()), feature: claim.feature.feature.name,
            source: decision.inCharge)
    }

    private func refuse(
        _ problem: WireProblem, _ dialect: Dialect, _ exchange: Exchange,
        by feature: ServedFeature? = nil
    ) -> Step {
        feature?.live.state.ledger.reject("bad_request")
        return .reply(
            exchange.finish(problem.reply(in: dialect), feature: feature?.feature.name))
    }

    private func live(
        _ request: DecisionRequest, _ claim: Claim, _ head: HTTPRequestHead,
        _ body: UnsafeBufferPointer<UInt8>
    ) throws -> LiveRequest {
        var found: Case
        do throws(CaseProblem) {
            found = try claim.feature.mapper.map(request.subject, in: body)
        } catch {
            let member = request.dialect == .decisions ? "input" : "state"
            throw WireProblem(
                .invalid, "feature `\(claim.feature.feature.name)`: \(error)",
                at: [.member(member)])
        }
        let extensions = try request.extensions.map { range throws(WireProblem) in
            try RequestExtensions(UnsafeBufferPointer(rebasing: body[range]))
        }
        found.user = request.user ?? found.user
        extensions?.apply(to: &found)
        return LiveRequest(
            found, questions: claim.questions.sorted(), isRetry: Self.isRetry(head),
            canHide: extensions?.canHide ?? false)
    }

    private func unknownModel(_ request: DecisionRequest, _ table: FeatureTable) -> WireProblem {
        let option = request.dialect == .decisions ? "openai" : "systemone"
        let known = table.names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        return WireProblem(
            .unknownModel,
            "unknown model `\(request.model.prefix(64))`: no feature has this name or answers these "
                + "questions, and there is no upstream; "
                + (known.isEmpty ? "" : "features are \(known); ")
                + "`--upstream \(option)=URL` forwards the rest",
            at: [.member("model")])
    }

    // MARK: What a head says

    private static func dialect(of uri: String) -> Dialect? {
        switch uri {
        case "/v1/decisions": .decisions
        case "/v1/systemone": .systemOne
        default: uri.contains("?") ? dialect(of: String(Routes.path(ofURI: uri))) : nil
        }
    }

    private static func unreadable(_ head: HTTPRequestHead) -> WireProblem? {
        if let encoding = head.headers.first(name: "content-encoding"), encoding != "identity" {
            return WireProblem(
                .unsupportedEncoding,
                "content encoding `\(encoding.prefix(32))` is not understood; send plain JSON")
        }
        if let type = head.headers.first(name: "content-type"),
            type.prefix(10).lowercased() == "multipart/"
        {
            return WireProblem(
                .unsupportedMedia, "attachments need an upstream; features read JSON")
        }
        return nil
    }

    /// Whether the client's library says that it has sent this before.
    private static func isRetry(_ head: HTTPRequestHead) -> Bool {
        ["x-stainless-retry-count", "x-typesafe-retry-count"].contains { name in
            head.headers.first(name: name).map { $0 != "0" } ?? false
        }
    }
}

/// Replies to what is wrong before a request can be read.
extension DecisionEndpoint {
    func tooLarge(_ head: HTTPRequestHead, limit: Int) -> WireReply {
        let problem = WireProblem(.tooLarge, "the body has more than \(limit) bytes")
        return observer.begin(head).finish(problem.reply(in: Self.dialect(of: head.uri)))
    }

    /// Says why a request is not let in; `nil` where it is.
    func refusal(_ head: HTTPRequestHead) -> WireReply? {
        guard let problem = access.refusal(head) else { return nil }
        let dialect = Self.dialect(of: head.uri)
        let reply =
            dialect == nil
            ? problem.reply(to: head.headers.first(name: "accept"), at: head.uri[...])
            : problem.reply(in: dialect)
        return observer.begin(head).finish(reply)
    }

    /// What a page of another site makes a browser send: it could spend money here unseen.
    func crossSite(_ head: HTTPRequestHead) -> WireReply {
        let problem = WireProblem(.forbidden, "pages of other sites may not ask here")
        return observer.begin(head).finish(problem.reply(in: Self.dialect(of: head.uri)))
    }

    func malformed(_ error: HTTPParserError) -> WireReply {
        let problem =
            switch error {
            case .headerOverflow:
                WireProblem(.headersTooLarge, "the request's head is too large")
            default: WireProblem(.invalid, "the request is not proper HTTP")
            }
        return observer.begin(nil).finish(problem.reply(in: nil))
    }
}
