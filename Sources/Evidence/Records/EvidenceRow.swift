/// A case of a feature as the roll-ups show it: what a verdict reads, without the log.
package struct EvidenceRow {
    package var caseNumber: Int
    /// In microseconds since 1970; `nil` where the record gives none.
    package var time: Int64?
    /// Tells users apart; `nil` where there is none.
    package var user: UInt64?
    /// Index of the true option; `nil` where no outcome counts.
    package var truth: Int?
    /// When the outcome that counts was received, in microseconds since 1970; `nil` without one.
    package var outcomeReceivedAt: Int64?
    /// With what chance the label that counts was drawn, as it was logged; `nil` where nobody said.
    package var labelChance: Float?
    /// How many outcomes the case has, and whether they disagree.
    package var outcomeCount: Int
    package var isDisputed: Bool
    /// One cell a try, in the order that was asked for; empty cells where there is no answer.
    package var answers: [AnswerCell]

    package init(
        caseNumber: Int, time: Int64? = nil, user: UInt64? = nil, truth: Int? = nil,
        outcomeReceivedAt: Int64? = nil, labelChance: Float? = nil,
        outcomeCount: Int, isDisputed: Bool,
        answers: [AnswerCell]
    ) {
        self.caseNumber = caseNumber
        self.time = time
        self.user = user
        self.truth = truth
        self.outcomeReceivedAt = outcomeReceivedAt
        self.labelChance = labelChance
        self.outcomeCount = outcomeCount
        self.isDisputed = isDisputed
        self.answers = answers
    }
}

/// A try of a version of a path: the one that counts, or a further one.
package struct PathTry: Hashable, Sendable {
    package var path: PathVersion
    package var repeatIndex: Int

    package init(path: PathVersion, repeatIndex: Int = 0) {
        self.path = path
        self.repeatIndex = repeatIndex
    }
}

/// A version of a path as the log knows it.
package struct LoggedVersion: Hashable, Sendable {
    package var path: PathVersion
    /// How many cases have an answer of it, first tries only, by question; empty where that was not
    /// counted.
    package var answers: [Int]
    /// In microseconds since 1970.
    package var firstLoggedAt: Int64
}
