/// Why a stream of events cannot be read on.
package enum ServerSentEventError: Error, Hashable, Sendable {
    case lineTooLong(limit: Int)
    /// The data of one event.
    case eventTooLong(limit: Int)
    /// The stream ended inside an event, which is lost.
    case incompleteEvent
}

extension ServerSentEventError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .lineTooLong(let limit): "a line of the event stream exceeds \(limit) bytes"
        case .eventTooLong(let limit): "an event of the stream exceeds \(limit) bytes"
        case .incompleteEvent: "the event stream ended inside an event"
        }
    }
}
