import Decisions
import Evidence

/// What the latest live observations of a feature come to.
struct LatestEvidence: Sendable {
    /// In milliseconds.
    struct Latency: Hashable, Sendable {
        var median: Double
        /// The 95th percentile.
        var slow: Double
    }

    /// Pairs of a heuristic's and a model's answers.
    var agreed: Int
    var disagreed: Int
    /// By path.
    var latencies: [String: Latency]
    /// The latest on which the paths differ, newest first; no more than a page shows.
    var disagreements: [LiveObservation]
    /// Those that were drawn for people to label and have no outcome, in the order of asking.
    var unlabelled: [EvidenceID]
}
