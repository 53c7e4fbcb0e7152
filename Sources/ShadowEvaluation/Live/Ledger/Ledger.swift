import Decisions
import Synchronization

/// Counts what became of every request and of every path's answer, so that nothing is lost unseen.
///
/// A request is received once, and then answered or rejected; each of its questions is, for every
/// path, pending at first or has come to exactly one end.
package final class Ledger: Sendable {
    /// The counts of a path by status and reason, in one array: a request counts a few times.
    private struct Tally {
        let name: String
        var ends = [Int](repeating: 0, count: 2 * Tally.width)
        /// First tries and repeated ones that are still to come.
        var pending = [0, 0]
        var spent = Money.zero
        var priced = 0
        var unpriced = 0
        var agreed = 0
        var disagreed = 0

        private static let reasons = 64
        static let width = (Int(Answer.Status.shed.rawValue) + 1) * reasons

        /// Counts the answers to the questions of a decision, or that they are pending.
        mutating func count(
            _ decision: LiveDecision, _ answers: [Answer]?, repeatIndex: Int
        ) {
            guard let answers else {
                pending[repeatIndex > 0 ? 1 : 0] += decision.answers.count
                return
            }
            for shown in decision.answers { count(answers[shown.question]) }
        }

        mutating func count(_ answer: Answer) {
            let reason = Int(answer.reason?.code.number ?? 0)
            let end = Int(answer.status.rawValue) * Self.reasons + reason
            ends[(answer.repeatIndex > 0 ? Self.width : 0) + end] += 1
        }

        mutating func count(_ agreement: Agreement) {
            agreed += agreement.agreed
            disagreed += agreement.disagreed
        }

        func ends(from start: Int) -> [LedgerSnapshot.End: Int] {
            var counts: [LedgerSnapshot.End: Int] = [:]
            for end in 0..<Self.width where ends[start + end] != 0 {
                guard let status = Answer.Status(rawValue: UInt8(end / Self.reasons)) else {
                    continue
                }
                let reason = AnswerReason.Code(number: UInt8(end % Self.reasons))
                counts[LedgerSnapshot.End(status: status, reason: reason)] = ends[start + end]
            }
            return counts
        }
    }

    private struct State {
        var totals = LedgerSnapshot()
        var tallies: [Tally] = []
    }

    private let state = Mutex(State())
    /// Requests that came; without the lock, which every request takes once as it is.
    private let received = Atomic<Int>(0)

    package init() {}

    package var snapshot: LedgerSnapshot {
        let (totals, tallies) = state.withLock { ($0.totals, $0.tallies) }
        var snapshot = totals
        // Read last: what is answered by then has been received before.
        snapshot.received = received.load(ordering: .relaxed)
        for tally in tallies {
            snapshot.paths[tally.name] = LedgerSnapshot.PathCounts(
                ends: tally.ends(from: 0), pending: tally.pending[0],
                repeatEnds: tally.ends(from: Tally.width), pendingRepeats: tally.pending[1],
                spent: tally.spent, priced: tally.priced, unpriced: tally.unpriced,
                agreed: tally.agreed, disagreed: tally.disagreed)
        }
        return snapshot
    }

    /// Counts a request that never came to be decided, with a code such as `bad_request`.
    package func reject(_ code: String) {
        receive()
        state.withLock { $0.totals.rejected[code, default: 0] += 1 }
    }

    /// Returns where the counts of a path are; the path has them from now on.
    func tally(of path: String) -> Int {
        state.withLock { state in
            if let index = state.tallies.firstIndex(where: { $0.name == path }) { return index }
            state.tallies.append(Tally(name: path))
            return state.tallies.count - 1
        }
    }

    func receive() {
        received.add(1, ordering: .relaxed)
    }

    /// Counts an answered request: by path, its answers to all questions of the feature, or `nil`
    /// where they are pending.
    func answer(
        _ decision: LiveDecision, _ paths: [LivePath], _ answers: [[Answer]?],
        repeats: [PlannedShadow], agreement: [Agreement]
    ) {
        state.withLock { state in
            state.totals.count(decision)
            for index in paths.indices {
                let tally = paths[index].tally
                state.tallies[tally].count(decision, answers[index], repeatIndex: 0)
                state.tallies[tally].count(agreement[index])
            }
            for shadow in repeats {
                state.tallies[paths[shadow.path].tally].count(
                    decision, shadow.answers, repeatIndex: shadow.repeatIndex)
            }
        }
    }

    /// Counts the ends of what was pending.
    func end(
        _ answers: [Answer], _ tally: Int, repeatIndex: Int, _ agreement: Agreement,
        _ result: SinkResult
    ) {
        state.withLock { state in
            state.tallies[tally].pending[repeatIndex > 0 ? 1 : 0] -= answers.count
            for answer in answers { state.tallies[tally].count(answer) }
            state.tallies[tally].count(agreement)
            if result != .written { state.totals.unloggedShadows += 1 }
        }
    }

    /// Counts what a call has cost; `nil` where that is unknown.
    func spend(_ price: Money?, _ tally: Int) {
        state.withLock { state in
            guard let price else { return state.tallies[tally].unpriced += 1 }
            state.tallies[tally].spent += price
            state.tallies[tally].priced += 1
        }
    }
}

extension LedgerSnapshot {
    fileprivate mutating func count(_ decision: LiveDecision) {
        answered += 1
        questions += decision.answers.count
        if decision.isHidden { hidden += 1 }
        for answer in decision.answers where answer.isFallback { fallbacks += 1 }
        if case .unlogged(let reason) = decision.logging { unlogged[reason, default: 0] += 1 }
    }
}
