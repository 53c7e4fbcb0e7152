package import Decisions

/// What a ledger had counted at one moment.
package struct LedgerSnapshot: Sendable {
    /// The end of an answer: its status, and its reason unless it was answered.
    package struct End: Hashable, Sendable {
        package var status: Answer.Status
        package var reason: AnswerReason.Code?

        package init(status: Answer.Status, reason: AnswerReason.Code?) {
            self.status = status
            self.reason = reason
        }
    }

    package struct PathCounts: Sendable {
        /// By end, of first tries.
        package var ends: [End: Int] = [:]
        /// First tries that are still to come.
        package var pending = 0
        /// By end, of repeated tries; they measure the noise floor.
        package var repeatEnds: [End: Int] = [:]
        package var pendingRepeats = 0
        package var spent = Money.zero
        /// Calls of which the price is known.
        package var priced = 0
        /// Calls of which it is not.
        package var unpriced = 0
        /// Pairs with the answer in charge that agree and that do not, by the comparators.
        package var agreed = 0
        package var disagreed = 0
    }

    package var received = 0
    package var answered = 0
    /// By code.
    package var rejected: [String: Int] = [:]
    /// Questions of answered requests: what every path's counts come to.
    package var questions = 0
    /// Answered requests of which the record was lost, by reason.
    package var unlogged: [SinkResult.UnloggedReason: Int] = [:]
    /// Records of shadow answers that were lost.
    package var unloggedShadows = 0
    /// Answers that came from elsewhere than the path in charge.
    package var fallbacks = 0
    package var hidden = 0
    package var paths: [String: PathCounts] = [:]

    /// Requests that wait for a model.
    package var inProgress: Int { received - answered - rejected.values.reduce(0, +) }

    /// What asking `path` about every request would have cost, less what all calls did cost: shadows,
    /// repeated tries and judges among them; below zero where they cost more.
    ///
    /// By the mean price of the path's calls; `nil` where it has none, or a price is not known.
    package func netSaving(over path: String) -> Money? {
        guard let counts = paths[path], counts.spent != .zero, counts.priced > 0,
            paths.values.allSatisfy({ $0.unpriced == 0 })
        else { return nil }
        let mean = Double(counts.spent.nanoUSD) / Double(counts.priced)
        let instead = Money(nanoUSD: Int64((mean * Double(answered)).rounded()))
        return paths.values.reduce(instead) { $0 - $1.spent }
    }

    /// Whether every request and every path's answers are accounted for.
    package var addsUp: Bool {
        inProgress >= 0
            && paths.values.allSatisfy {
                $0.ends.values.reduce(0, +) + $0.pending == questions
            }
    }
}
