package import Decisions

/// What the log holds of a feature.
package struct EvidenceSummary: Sendable {
    package var feature: String
    package var cases: Int
    package var observations = 0
    package var outcomes = 0
    /// Outcomes whose case is not logged.
    package var waitingOutcomes = 0
    /// How many events there are of each kind.
    package var events: [Event.Kind: Int] = [:]
    package var firstLoggedAt: Timestamp?
    package var lastLoggedAt: Timestamp?
    package var questions: [String]
    package var versions: [LoggedVersion]
}
