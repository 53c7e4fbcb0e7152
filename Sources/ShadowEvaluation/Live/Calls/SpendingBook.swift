import Synchronization

/// The limits on what a feature spends, which outlive a reload of its files.
package final class SpendingBook: Sendable {
    /// Of all shadow calls of the feature.
    package let shadows = WindowedSpendLimit()
    private let paths = Mutex<[String: WindowedSpendLimit]>([:])

    package init() {}

    /// The limit of all calls of a path.
    package func path(_ name: String) -> WindowedSpendLimit {
        paths.withLock { paths in
            if let limit = paths[name] { return limit }
            let limit = WindowedSpendLimit()
            paths[name] = limit
            return limit
        }
    }
}
