/// How far a drain has come since it began.
package struct SpoolProgress: Hashable, Sendable {
    /// Requests that the log has got.
    package var requests = 0
    package var observations = 0
    package var changes = 0
    /// Announced answers that never came.
    package var lostAnswers = 0
    /// Late answers that nobody waited for: their request was given up, or never logged.
    package var strayAnswers = 0
    /// Records whose content does not hold together, or is of a kind that this program does not
    /// know.
    package var unreadableRecords = 0
    /// Bytes that hold no whole record: torn tails and damage.
    package var damagedBytes = 0
    /// Requests of users whom a deletion has named since.
    package var deletedRequests = 0
    /// Requests whose answers are not all in.
    package var heldRequests = 0
    /// Bytes that have not been read.
    package var lag = 0

    package init() {}
}

/// What a drain has found that somebody should know.
package enum SpoolIncident: Hashable, Sendable, CustomStringConvertible {
    case damage(file: String, offset: Int, length: Int)
    case unreadable(file: String, offset: Int)
    case failed(EvidenceError)

    package var description: String {
        switch self {
        case .damage(let file, let offset, let length):
            "\(file): \(length) bytes at \(offset) hold no whole record; "
                + "the records around them are kept"
        case .unreadable(let file, let offset):
            "\(file): the record at \(offset) cannot be read; it is left out"
        case .failed(let error): error.description
        }
    }
}
