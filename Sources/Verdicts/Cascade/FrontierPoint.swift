package import Statistics

/// A way to share the cases between the heuristic and the model, and what came of it.
package struct FrontierPoint: Sendable, Equatable {
    /// When the model is asked.
    package enum Setting: Sendable, Hashable {
        case heuristicAlone
        /// Where the heuristic has no answer.
        case whereUnanswered
        /// And where its answer's probability, as its path states it, lies below this.
        case confidence(below: Double)
        /// And where the precision of the rule that answered, measured on past cases, lies below this.
        case precision(below: Double)
        case modelAlone
    }

    package let setting: Setting
    /// The share of later cases in which the model is asked.
    package let askedShare: Double
    /// The share of right answers on the past cases, on which points are chosen.
    package let promisedAccuracy: Double
    /// The same on later cases, with Wilson's interval.
    package let accuracy: Estimate
    /// The model's price in dollars a case; nil where it is unknown.
    package let cost: Double?
    /// Waiting in seconds, on later cases.
    package let meanSeconds: Double
    package let p95Seconds: Double
    /// Worth in dollars a case, on later cases; nil without economics.
    package let utility: Double?
    /// What the cases are worth more than with the heuristic alone, in dollars a case; Student's
    /// interval, for one look.
    package let utilityGain: Estimate?
    /// Whether no other point is at least as accurate, cheap and quick, and better in one of them.
    package internal(set) var isOnFrontier = false

    func isBeaten(by other: FrontierPoint) -> Bool {
        let mine = [-accuracy.value, cost ?? askedShare, meanSeconds]
        let theirs = [-other.accuracy.value, other.cost ?? other.askedShare, other.meanSeconds]
        return mine != theirs && zip(theirs, mine).allSatisfy { $0 <= $1 }
    }
}
