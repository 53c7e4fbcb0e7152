import Synchronization

/// Counts what became of every request and of every path's answer, so that nothing is lost unseen.
///
/// A request is received once, and then answered or rejected; each of its questions is, for every
/// path, pending at first or has come to exactly one end.
package final class Ledger: Sendable {
    private let state = Mutex(LedgerSnapshot())

    package init() {}

    package var snapshot: LedgerSnapshot { state.withLock { $0 } }

    /// Counts a request that never came to be decided, with a code such as `bad_request`.
    package func reject(_ code: String) {
        state.withLock { state in
            state.received += 1
            state.rejected[code, default: 0] += 1
        }
    }

    func receive() {
        state.withLock { $0.received += 1 }
    }
}
