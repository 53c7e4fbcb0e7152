import Synchronization

/// The limits on what a feature spends, which outlive a reload of its files.
package final class SpendingBook: Sendable {
    /// Of all shadow calls of the feature.
    package let shadows = WindowedSpendLimit()
    private let paths = Mutex<[String: WindowedSpendLimit]>([:])

    package init() {}

    /// Goes on from what an earlier process has spent.
    package init(_ spending: FeatureSpending, at moment: LiveMoment) {
        if let account = spending.shadows { shadows.open(account, at: moment) }
        for (name, account) in spending.paths { path(name).open(account, at: moment) }
    }

    /// What is to be known beyond the end of the process; `nil` without a limit.
    package var spending: FeatureSpending? {
        let accounts = paths.withLock(\.self).compactMapValues(\.account)
        let shadows = shadows.account
        guard shadows != nil || !accounts.isEmpty else { return nil }
        return FeatureSpending(shadows: shadows, paths: accounts)
    }

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
