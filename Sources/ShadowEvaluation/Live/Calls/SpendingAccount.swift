/// What counts against a limit in an hour and a day, numbered from 1970 by UTC.
package struct SpendingAccount: Codable, Hashable, Sendable {
    package var hour: Int64
    package var hourNanoUSD: Int64
    package var day: Int64
    package var dayNanoUSD: Int64

    package init(hour: Int64, hourNanoUSD: Int64, day: Int64, dayNanoUSD: Int64) {
        self.hour = hour
        self.hourNanoUSD = hourNanoUSD
        self.day = day
        self.dayNanoUSD = dayNanoUSD
    }
}

/// The accounts of a feature's limits, as they are kept beyond the end of the process.
package struct FeatureSpending: Codable, Hashable, Sendable {
    /// `nil` where shadows have no limit.
    package var shadows: SpendingAccount?
    /// Of the paths that have a limit.
    package var paths: [String: SpendingAccount]

    package init(shadows: SpendingAccount? = nil, paths: [String: SpendingAccount] = [:]) {
        self.shadows = shadows
        self.paths = paths
    }
}
