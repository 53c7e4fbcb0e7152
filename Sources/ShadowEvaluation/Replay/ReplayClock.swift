package import Decisions

/// The time that a replay reads.
package struct ReplayClock: Sendable {
    /// Nanoseconds since some fixed moment; never goes back.
    package var nanoseconds: @Sendable () -> Int64
    /// The time of day, for the log.
    package var now: @Sendable () -> Timestamp

    package init(
        nanoseconds: @escaping @Sendable () -> Int64, now: @escaping @Sendable () -> Timestamp
    ) {
        self.nanoseconds = nanoseconds
        self.now = now
    }
}
