import Decisions
import Evidence

/// A request whose case has been looked at.
struct RequestInProgress: Sendable {
    /// As the log and the models may see it.
    var request: LiveRequest
    /// As they came.
    var slices: [String: String]
    /// Indices of the asked questions.
    var questions: [Int]
    var time: Timestamp
    /// When it came, on the clock that never goes back.
    var arrival: Int64
    var requestID: EvidenceID
    /// One an asked question.
    var observationIDs: [EvidenceID]
    var caseHash: StableHash
    var switches: LiveSwitches
    var assignment: Assignment
    /// By path, its answers to all questions of the feature; `nil` where it has not been asked.
    var answers: [[Answer]?]

    /// The call that stands in for a path's own client.
    func forwarded(for path: LivePath) -> ForwardedCall? {
        request.forwarded.flatMap { $0.path.path == path.name ? $0 : nil }
    }

    /// The version under which a path's answers are logged.
    func version(of path: LivePath) -> PathVersion {
        forwarded(for: path)?.path ?? path.version
    }
}
