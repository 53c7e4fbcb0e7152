import Decisions
import Evidence
import Statistics

/// What the latest live observations of a feature come to.
struct LatestEvidence: Sendable {
    /// In milliseconds.
    struct Latency: Hashable, Sendable {
        var median: Double
        /// The 95th percentile.
        var slow: Double
    }

    /// Pairs of answers that come to the same, and others.
    struct Pairs: Hashable, Sendable {
        var agreed = 0
        var disagreed = 0

        mutating func count(_ agrees: Bool?) {
            switch agrees {
            case true: agreed += 1
            case false: disagreed += 1
            case nil: break
            }
        }

        /// The share of those that come to the same, with Wilson's interval; `nil` without a pair.
        var agreement: Estimate? {
            guard agreed + disagreed > 0 else { return nil }
            let pairs = agreed + disagreed
            return Estimate(
                value: Double(agreed) / Double(pairs),
                interval: wilsonInterval(successes: agreed, trials: pairs), confidence: 0.95)
        }
    }

    /// Of a heuristic's and a model's answers.
    var pairs: Pairs
    /// By model, of its two answers to the same request: what it does not agree on with itself says
    /// nothing about the heuristic.
    var repeats: [String: Pairs]
    /// By path.
    var latencies: [String: Latency]
    /// The latest on which the paths differ, newest first; no more than a page shows.
    var disagreements: [LiveObservation]
    /// Those that were drawn for people to label and have no outcome, in the order of asking.
    var unlabelled: [EvidenceID]
}
