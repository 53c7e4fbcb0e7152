import Synchronization

/// Keeps retries from multiplying the load of a server that is in trouble: over time they are at
/// most a share of the calls.
///
/// Each call earns a part of a retry; a few are there from the start, and no more are ever saved up.
/// Shared by all calls of a path.
package final class RetryBudget: Sendable {
    private let share: Double
    private let most: Double
    private let saved: Mutex<Double>

    /// Retries may be `share` of the calls, above 0, and `most` of them come at once.
    package init(share: Double = 0.2, most: Int = 10) {
        self.share = share
        self.most = Double(most)
        saved = Mutex(Double(most))
    }

    /// Says that a call is made.
    func earn() {
        saved.withLock { $0 = min(most, $0 + share) }
    }

    /// Takes a retry; false where none is left.
    func spend() -> Bool {
        saved.withLock { saved in
            guard saved >= 1 else { return false }
            saved -= 1
            return true
        }
    }
}
