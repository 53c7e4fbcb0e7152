import Logging
import ShadowEvaluation
import Synchronization

/// Says in the log when a feature's model begins to fail and when it answers again: a shadow that
/// never answers is seen by nobody else.
final class CallWatch: Sendable {
    private struct Streak {
        var failures = 0
        var hasAnswered = false
        var isTold = false
    }

    /// Failures in a row after which a model that has answered before is said to fail.
    static let most = 10

    private let streaks = Mutex<[String: Streak]>([:])
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Takes in a call; what was cut short from our side says nothing.
    func count(_ report: ModelCallReport, of feature: String) {
        guard report.failure != "cancelled" else { return }
        let name = "\(feature): `\(report.model)` of path `\(report.path)`"
        let hasChanged = streaks.withLock { streaks in
            var streak = streaks[name] ?? Streak()
            defer { streaks[name] = streak }
            guard report.failure != nil else {
                let wasTold = streak.isTold
                streak = Streak(hasAnswered: true)
                return wasTold
            }
            streak.failures += 1
            guard !streak.isTold, !streak.hasAnswered || streak.failures >= Self.most else {
                return false
            }
            streak.isTold = true
            return true
        }
        guard hasChanged else { return }
        guard let failure = report.failure else { return logger.notice("\(name) answers again") }
        let detail = report.detail.map { ": \($0)" } ?? ""
        logger.warning("\(name) gives no answer, `\(failure)`\(detail)")
    }
}
