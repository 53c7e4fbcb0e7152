/// Which proxy carries which requests.
package struct Proxies: Hashable, Sendable {
    /// The proxy's URL for `http` requests.
    package var http: String?
    /// The proxy's URL for `https` requests.
    package var https: String?
    /// Host names, domains and address blocks that are reached directly, separated by commas; `*`
    /// for all.
    package var exceptions: String

    package init(http: String? = nil, https: String? = nil, exceptions: String = "") {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; lower case wins.
    package init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            [name.lowercased(), name].compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        // In a CGI process a client sets HTTP_PROXY with its `Proxy` header.
        let isCGI = environment["REQUEST_METHOD"] != nil
        let all = value("ALL_PROXY")
        http = (isCGI ? environment["http_proxy"] : value("HTTP_PROXY")) ?? all
        https = value("HTTPS_PROXY") ?? all
        exceptions = value("NO_PROXY") ?? ""
    }

    func proxy(for scheme: Endpoint.Scheme) -> String? {
        switch scheme {
        case .http: http
        case .https: https
        }
    }
}

extension Proxies: CustomStringConvertible {
    /// Which schemes have a proxy: its URL may hold a password.
    package var description: String {
        "http: \(http == nil ? "direct" : "proxy"), https: \(https == nil ? "direct" : "proxy")"
    }
}

extension Proxies: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: ["proxies": description]) }
}
