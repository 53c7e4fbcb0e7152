package import Decisions

/// What the log knows of a frozen plan: evidence for it begins where the log first heard of it.
package struct LineOfEvidence: Hashable, Sendable {
    /// Which line of the feature it is, from 1.
    package var number: Int
    package var plan: ContentHash
    /// When the log heard of it.
    package var notedAt: Timestamp
    /// The number of the first case that was logged later.
    package var firstCase: Int

    package init(number: Int, plan: ContentHash, notedAt: Timestamp, firstCase: Int) {
        self.number = number
        self.plan = plan
        self.notedAt = notedAt
        self.firstCase = firstCase
    }
}
