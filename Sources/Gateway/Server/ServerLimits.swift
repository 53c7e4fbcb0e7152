/// What the server accepts of its clients before it cuts them off.
package struct ServerLimits: Hashable, Sendable {
    /// The largest body of a request, in bytes.
    package var bodyBytes = 4 << 20
    /// All header lines of a request together, in bytes.
    package var headBytes = 32 << 10
    /// Connections open at once; further ones wait in the system's queue.
    package var connections = 4096
    /// How long a connection may be open without a complete request head.
    package var idle = Duration.seconds(75)
    /// From a request's head to the end of its body.
    package var request = Duration.seconds(30)
    /// How long a client may take nothing of a reply.
    package var stalledReply = Duration.seconds(60)
    /// How long a stop goes on as before, how long it then accepts what waits, and how long it keeps
    /// idle connections open at last, for requests on their way.
    package var farewell = Duration.milliseconds(250)
    /// How long a stop waits for requests under way.
    package var drain = Duration.seconds(30)

    package init() {}
}
