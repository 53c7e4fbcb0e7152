import Decisions
import Foundation
import ShadowEvaluation

/// The machine's clocks: the only place where they are read.
enum Clocks {
    static let replay = ReplayClock(nanoseconds: nanoseconds, now: now)
    static let live = LiveClock(nanoseconds: nanoseconds, now: now)

    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    static func nanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
