package import Audits
import Synchronization

/// What the audits of each feature said, as pages and metrics show it.
package final class AuditBoard: Sendable {
    private let board = Mutex<[String: [AuditHistory]]>([:])

    package init() {}

    package subscript(feature: String) -> [AuditHistory] {
        get { board.withLock { $0[feature] ?? [] } }
        set { board.withLock { $0[feature] = newValue } }
    }
}
