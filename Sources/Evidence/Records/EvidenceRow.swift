/// A case of a feature as the roll-ups show it: what a verdict reads, without the log.
package struct EvidenceRow {
    package var caseNumber: Int
    /// In microseconds since 1970; `nil` where the record gives none.
    package var time: Int64?
    /// Tells users apart; `nil` where there is none.
    package var user: UInt64?
    /// Index of the true option; `nil` where no outcome counts.
    package var truth: Int?
    /// How many outcomes the case has, and whether they disagree.
    package var outcomeCount: Int
    package var isDisputed: Bool
    /// One cell a path, in the order that was asked for; empty cells where a path has no answer.
    package var answers: [AnswerCell]
}

/// A version of a path as the log knows it.
package struct LoggedVersion: Hashable, Sendable {
    package var path: PathVersion
    /// How many cases have an answer of it, first tries only, by question.
    package var answers: [Int]
    /// In microseconds since 1970.
    package var firstLoggedAt: Int64
}
