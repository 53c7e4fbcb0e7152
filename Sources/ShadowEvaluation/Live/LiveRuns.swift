import Synchronization

/// How far a feature's run is, for whoever waits for its end.
final class LiveRuns: Sendable {
    private enum Phase {
        case notBegun, running, ended
    }

    private struct State {
        var phase = Phase.notBegun
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Returns false where it has been begun before, or will not be any more.
    func begin() -> Bool {
        state.withLock { state in
            guard state.phase == .notBegun else { return false }
            state.phase = .running
            return true
        }
    }

    func end() { end { _ in true } }

    /// Nobody is to begin any more.
    func endUnlessRunning() { end { $0 == .notBegun } }

    private func end(where condition: (Phase) -> Bool) {
        let waiting = state.withLock { state in
            guard condition(state.phase) else { return [] as [CheckedContinuation<Void, Never>] }
            state.phase = .ended
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until the run has ended.
    func ended() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.phase != .ended { state.waiting.append(continuation) }
                return state.phase == .ended
            }
            if hasEnded { continuation.resume() }
        }
    }
}
