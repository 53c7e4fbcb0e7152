import Evidence
import Logging

/// Keeps the log that a gateway writes from growing without end: the oldest observations go.
struct LogCap {
    let store: SQLiteEvidenceStore
    let limit: ByteSize
    let logger: Logger

    private static let interval = Duration.seconds(60)

    /// Looks at the log's size until the task is cancelled.
    func run() async {
        var problem: EvidenceError?
        repeat {
            do throws(EvidenceError) {
                try await keep()
                problem = nil
            } catch {
                // A log that cannot be cut back is said once.
                if error != problem { logger.error("\(error)") }
                problem = error
            }
        } while (try? await Task.sleep(for: Self.interval)) != nil
    }

    /// A tenth goes at once, so that it is not done again every minute.
    private func keep() async throws(EvidenceError) {
        guard try await store.usedBytes() > limit.bytes else { return }
        let counts = try await store.retire(toSize: limit.bytes / 10 * 9)
        logger.notice(
            "\(store.path): the log had reached --max-log-size; its \(counts.observations) oldest observations were removed, and verdicts still count their cases"
        )
    }
}
