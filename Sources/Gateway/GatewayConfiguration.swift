/// How the gateway is set up.
package struct GatewayConfiguration: Sendable {
    package var host: String
    /// 0 takes a free one.
    package var port: Int
    package var limits = ServerLimits()
    package var upstreams = Upstreams()
    /// Secures every connection; without one they are open to read.
    package var identity: ServerIdentity?

    package init(host: String = "127.0.0.1", port: Int = 0) {
        self.host = host
        self.port = port
    }

    /// Whether the gateway can be reached from this machine only.
    package var isLoopback: Bool { Self.isLoopback(host) }

    /// Whether `host` is a name or an address of this machine.
    static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return host == "localhost" || host == "::1"
            || parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
