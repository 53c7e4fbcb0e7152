import Synchronization

/// What a replay has done so far; read at any time, from anywhere.
package final class ReplayProgress: Sendable {
    private let state = Mutex(ReplaySummary())

    package init() {}

    package var snapshot: ReplaySummary { state.withLock { $0 } }

    /// What is asked for too often to copy the whole summary.
    var hasStopReason: Bool { state.withLock { $0.stopReason != nil } }
    var read: Int { state.withLock(\.read) }

    func update(_ change: (inout ReplaySummary) -> Void) {
        state.withLock { change(&$0) }
    }
}

/// Asks a replay to stop: it asks nobody about further cases and logs what is under way.
package final class ReplayStop: Sendable {
    private let requested = Mutex(false)

    package init() {}

    package func request() { requested.withLock { $0 = true } }

    package var isRequested: Bool { requested.withLock { $0 } }
}
