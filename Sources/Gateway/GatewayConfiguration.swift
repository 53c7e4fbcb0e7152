/// How the gateway is set up.
package struct GatewayConfiguration: Sendable {
    package var host: String
    /// 0 takes a free one.
    package var port: Int
    package var limits = ServerLimits()
    package var upstreams = Upstreams()

    package init(host: String = "127.0.0.1", port: Int = 0) {
        self.host = host
        self.port = port
    }

    /// Whether the gateway can be reached from this machine only.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.split(separator: ".").count == 4
    }
}
