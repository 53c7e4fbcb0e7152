/// How long the parts of a transfer took, from its start.
package struct TransferTimings: Hashable, Sendable {
    /// Until the connection, with its TLS, stood; zero on one that was kept alive.
    package var connect: Duration
    /// Until the first byte of the response.
    package var firstByte: Duration
    /// Until the last byte of the response.
    package var total: Duration
    /// Whether an earlier transfer had left the connection open.
    package var reusedConnection: Bool

    package init(connect: Duration, firstByte: Duration, total: Duration, reusedConnection: Bool) {
        self.connect = connect
        self.firstByte = firstByte
        self.total = total
        self.reusedConnection = reusedConnection
    }
}
