/// What every request of one transport shares.
package struct TransportConfiguration: Hashable, Sendable {
    /// The protocol versions that are offered to servers.
    package enum Versions: Hashable, Sendable {
        case http1
        /// HTTP/2 where a server of an `https` URL agrees to it, with many requests on one
        /// connection; otherwise HTTP/1.1.
        case http2OverTLS
    }

    package var versions: Versions
    /// Further requests to the same host wait for a connection.
    package var maxConnectionsPerHost: Int
    /// Open connections to all hosts together; idle ones are closed for new hosts.
    package var maxConnections: Int
    package var proxies: Proxies
    /// A file of PEM certificates to trust instead of the system's.
    package var certificateAuthorities: String?
    /// By how much the thread stands back where the processors are busy: 0, not at all, to 19.
    package var niceness = 0

    package init(
        versions: Versions = .http2OverTLS, maxConnectionsPerHost: Int = 64,
        maxConnections: Int = 256, proxies: Proxies = Proxies(),
        certificateAuthorities: String? = nil
    ) {
        self.versions = versions
        self.maxConnectionsPerHost = maxConnectionsPerHost
        self.maxConnections = maxConnections
        self.proxies = proxies
        self.certificateAuthorities = certificateAuthorities
    }

    /// Takes proxies and trusted certificates (`CURL_CA_BUNDLE`, else `SSL_CERT_FILE`) from
    /// `environment`, the rest as by default.
    package init(environment: [String: String]) {
        let files = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].compactMap { environment[$0] }
        self.init(
            proxies: Proxies(environment: environment),
            certificateAuthorities: files.first { !$0.isEmpty })
    }
}
