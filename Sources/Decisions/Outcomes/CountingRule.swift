/// Which of a case's outcomes counts; a judge's never does.
package enum CountingRule: String, Hashable, Sendable, CaseIterable {
    /// The latest by a human; without one, the latest of any source.
    case latestHuman = "latest-human"
    /// The latest of any source.
    case latest
    /// The first that was received.
    case first
    /// The value that most raters gave; a tie counts for none.
    case majority
}
