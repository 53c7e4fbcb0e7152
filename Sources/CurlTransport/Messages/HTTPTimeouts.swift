/// How long the parts of a call may take.
package struct HTTPTimeouts: Hashable, Sendable {
    /// From the start of the name lookup until the connection, with its TLS, stands.
    package var connect: Duration
    /// From the call until the first byte of the response; waiting for a connection counts.
    package var firstByte: Duration?
    /// The longest silence between two pieces of the response, while somebody reads it.
    package var idle: Duration?
    /// From the call until the last byte of the response.
    package var total: Duration

    package init(
        connect: Duration = .seconds(5), firstByte: Duration? = nil, idle: Duration? = nil,
        total: Duration = .seconds(60)
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
    }
}
