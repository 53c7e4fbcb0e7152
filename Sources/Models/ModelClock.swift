package import Decisions

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time that a client reads and waits by.
package struct ModelClock: Sendable {
    /// Time since some fixed moment; never goes back.
    package var elapsed: @Sendable () -> Duration
    /// The time of day: for prices and for dates in replies.
    package var now: @Sendable () -> Timestamp
    /// Waits; throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        elapsed: @escaping @Sendable () -> Duration, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.elapsed = elapsed
        self.now = now
        self.sleep = sleep
    }
}

extension ModelClock {
    /// The machine's clock.
    package static let system: ModelClock = {
        let start = ContinuousClock.now
        return ModelClock(
            elapsed: { ContinuousClock.now - start },
            now: {
                var time = timespec()
                clock_gettime(CLOCK_REALTIME, &time)
                return Timestamp(
                    microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
            },
            sleep: { try await ContinuousClock().sleep(for: $0) })
    }()
}

extension Duration {
    /// The span in whole nanoseconds.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
