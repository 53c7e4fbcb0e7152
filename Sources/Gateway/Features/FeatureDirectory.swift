import Synchronization

/// The features as they are now: a reload puts a new table in place between two requests.
package final class FeatureDirectory: Sendable {
    private let state: Mutex<FeatureTable>

    package init(_ table: FeatureTable) {
        state = Mutex(table)
    }

    package var table: FeatureTable {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
