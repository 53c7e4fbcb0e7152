import Decisions
import HTTPTypes
import NIOHTTP1
package import ShadowEvaluation
import Synchronization

/// Lets a request in or says why not: by its key, by who can have sent it, and by how many came.
///
/// Without keys the gateway is for this machine alone. A page that a browser on it has open is no
/// user of this machine, whatever name it has found for its address.
package final class AccessGuard: Sendable {
    private struct State {
        var ring: KeyRing
        /// The latest time of day that has been seen: what has ended then stays ended.
        var latest = Timestamp(microseconds: .min)
    }

    private let state: Mutex<State>
    /// Not in `state`: every request asks, and threads would wait for each other's looks.
    private let isClosed: Atomic<Bool>
    private let limiter = RequestLimiter()
    /// Requests a second of each key that has no limit of its own.
    private let rateLimit: Int?
    private let clock: LiveClock

    /// Once there has been a key, one is needed: when the last one ends, nobody is let in.
    ///
    /// A key that has no limit of its own may make `rateLimit` requests a second.
    package init(_ keys: KeyRing, rateLimit: Int? = nil, clock: LiveClock) {
        state = Mutex(State(ring: keys))
        isClosed = Atomic(!keys.isEmpty)
        self.rateLimit = rateLimit
        self.clock = clock
    }

    /// Whether requests are let in by their key.
    package var needsKey: Bool { isClosed.load(ordering: .acquiring) }

    /// Puts other keys in place of those that are known.
    package func replace(_ keys: KeyRing) {
        state.withLock { state in
            state.ring = keys
            if !keys.isEmpty { isClosed.store(true, ordering: .releasing) }
        }
    }

    /// Why the request is not let in; `nil` where it is.
    func refusal(_ head: HTTPRequestHead) -> WireProblem? {
        let path = Routes.path(ofURI: head.uri)
        guard let scopes = Routes.scopes(head.method.rawValue, path) else { return nil }
        if let problem = origin(head, scopes) { return problem }
        guard needsKey else { return limit(nil) }
        guard let presented = PresentedKey({ head.headers.first(name: $0) }),
            let grant = verify(presented)
        else {
            return WireProblem(
                .unauthorized,
                "this needs a key; send it as `Authorization: Bearer KEY` or as `x-assay-key`")
        }
        guard grant.scopes.isSuperset(of: scopes) else {
            let names = scopes.subtracting(grant.scopes).names.map { "`\($0)`" }
            return WireProblem(
                .forbidden,
                "the key `\(grant.name)` lacks the scope \(names.joined(separator: " and "))")
        }
        // A browser sends a password along with whatever another page makes it post; and what may be
        // forwarded would take the key with it.
        let isForPages = head.method != .POST && scopes != .decide || Routes.isPage(path)
        if presented.isAmbient, !isForPages {
            return WireProblem(
                .forbidden, "a password opens the pages alone; send `Authorization: Bearer KEY`")
        }
        return limit(grant)
    }

    /// What the request's key stands for; `nil` without keys.
    func grant(_ fields: HTTPFields) -> KeyRing.Grant? {
        guard needsKey else { return nil }
        return PresentedKey { fields[named: $0] }.flatMap(verify)
    }

    /// What the key stands for now; `nil` for what is no valid key.
    func verify(_ presented: PresentedKey) -> KeyRing.Grant? {
        let now = clock.now()
        let (ring, latest) = state.withLock { state in
            state.latest = max(state.latest, now)
            return (state.ring, state.latest)
        }
        return ring.verify(presented.text, at: latest)
    }

    private func limit(_ grant: KeyRing.Grant?) -> WireProblem? {
        guard let limit = grant?.rateLimit ?? rateLimit,
            let wait = limiter.take(grant?.id ?? "", of: limit, at: clock.nanoseconds())
        else { return nil }
        var problem = WireProblem(.rateLimited, "too many requests with this key; try again")
        problem.retryAfter = wait
        return problem
    }

    /// Refuses what a page of elsewhere can make a browser send, but for decisions, which the
    /// clients of other hosts' names ask for.
    private func origin(_ head: HTTPRequestHead, _ scopes: KeyScopes) -> WireProblem? {
        guard scopes != .decide else { return nil }
        let host = head.headers.first(name: "host") ?? ""
        if !needsKey, !GatewayConfiguration.isLoopback(Self.name(ofHost: host)) {
            return WireProblem(
                .forbidden,
                "`\(host.prefix(64))` is no name of this machine; without keys only "
                    + "`localhost` and its addresses are let in")
        }
        guard let origin = head.headers.first(name: "origin") else { return nil }
        // Pages that give no referrer post without an origin; their forms have a token instead.
        if origin == "null", Routes.isPage(Routes.path(ofURI: head.uri)) { return nil }
        let authority = origin.firstRange(of: "://").map { origin[$0.upperBound...] }
        guard authority.map(String.init) != host else { return nil }
        return WireProblem(.forbidden, "pages of other sites may not ask here")
    }

    /// The name in a `Host` field, without its port.
    private static func name(ofHost host: String) -> String {
        if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
        return String(host.prefix { $0 != ":" })
    }
}
