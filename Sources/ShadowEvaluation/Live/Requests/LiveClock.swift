package import Decisions

/// The time that live decisions are made by.
package struct LiveClock: Sendable {
    /// Nanoseconds since some fixed moment; never goes back.
    package var nanoseconds: @Sendable () -> Int64
    /// The time of day, for the log and for the hours and days of spending.
    package var now: @Sendable () -> Timestamp
    /// Waits; throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    /// Both clocks at once.
    package var moment: LiveMoment { LiveMoment(time: now(), nanoseconds: nanoseconds()) }

    package init(
        nanoseconds: @escaping @Sendable () -> Int64, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = {
            try await ContinuousClock().sleep(for: $0)
        }
    ) {
        self.nanoseconds = nanoseconds
        self.now = now
        self.sleep = sleep
    }
}

/// A moment by the time of day, which people and servers set, and by a clock that nobody sets.
package struct LiveMoment: Hashable, Sendable {
    package var time: Timestamp
    package var nanoseconds: Int64

    package init(time: Timestamp, nanoseconds: Int64) {
        self.time = time
        self.nanoseconds = nanoseconds
    }
}
