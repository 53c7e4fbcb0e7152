package import Decisions

/// What the log holds of a feature.
package struct EvidenceSummary: Sendable {
    package var feature: String
    package var cases: Int
    package var observations: Int
    package var outcomes: Int
    /// Outcomes whose case is not logged.
    package var waitingOutcomes: Int
    package var firstLoggedAt: Timestamp?
    package var lastLoggedAt: Timestamp?
    package var questions: [String]
    package var versions: [LoggedVersion]
}
