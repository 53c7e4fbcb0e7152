import CurlTransport

/// A server to which requests go that no feature claims.
package struct Upstream: Sendable {
    /// As the command line names it; also what metrics call it.
    package let name: String
    private let baseURL: String
    /// Sent instead of the client's own; never the gateway's.
    let key: String?

    /// Makes one of an absolute `http` or `https` URL, with or without `/v1` at its end.
    package init(name: String, baseURL: String, key: String? = nil) {
        self.name = name
        var base = baseURL
        while base.hasSuffix("/") { base.removeLast() }
        self.baseURL = base.hasSuffix("/v1") ? String(base.dropLast(3)) : base
        self.key = key
    }

    /// Returns the address of `target`, a path with its query that begins with `/v1`.
    func url(_ target: String) -> String { baseURL + target }
}

/// The servers behind the gateway.
package struct Upstreams: Sendable {
    package var openAI: Upstream?
    package var systemOne: Upstream?

    package init(openAI: Upstream? = nil, systemOne: Upstream? = nil) {
        self.openAI = openAI
        self.systemOne = systemOne
    }

    func upstream(for dialect: Dialect) -> Upstream? {
        switch dialect {
        case .decisions: openAI
        case .systemOne: systemOne
        }
    }

    func has(_ dialect: Dialect) -> Bool { upstream(for: dialect) != nil }
}
