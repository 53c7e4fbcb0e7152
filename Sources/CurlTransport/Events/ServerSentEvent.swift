/// One event of a `text/event-stream`.
package struct ServerSentEvent: Hashable, Sendable {
    /// The event's type; `message` where the stream names none.
    package var name: String
    /// The data lines, joined by line feeds.
    package var data: String
    /// The latest event ID of the stream; empty before the first.
    package var lastEventID: String

    package init(name: String = "message", data: String, lastEventID: String = "") {
        self.name = name
        self.data = data
        self.lastEventID = lastEventID
    }
}
