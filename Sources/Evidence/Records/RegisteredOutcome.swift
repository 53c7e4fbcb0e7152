package import Decisions

/// A truth about a case, with what the log knows of the case.
package struct RegisteredOutcome: Sendable {
    package var outcome: Outcome
    /// The case's number; `nil` where no such case is logged yet.
    package var caseNumber: Int?
    package var receivedAt: Timestamp

    package init(_ outcome: Outcome, caseNumber: Int?, receivedAt: Timestamp) {
        self.outcome = outcome
        self.caseNumber = caseNumber
        self.receivedAt = receivedAt
    }
}

/// What became of a batch of outcomes.
package struct OutcomeCounts: Hashable, Sendable {
    /// Joined to a logged case.
    package var matched = 0
    /// Kept until a case with their id is logged.
    package var unmatched = 0
    /// Logged before, to the letter.
    package var known = 0
    /// Cases, among those matched, of which outcomes now disagree.
    package var conflicting = 0
    /// Of a question or value that the feature does not have; not logged.
    package var refused = 0

    package init() {}

    package static func += (left: inout Self, right: Self) {
        left.matched += right.matched
        left.unmatched += right.unmatched
        left.known += right.known
        left.conflicting += right.conflicting
        left.refused += right.refused
    }
}
