import Decisions
import Dispatch
import Foundation
import ShadowEvaluation

/// The machine's clocks: the only place where they are read.
enum Clocks {
    static let replay = ReplayClock(nanoseconds: nanoseconds, now: now)
    static let live = LiveClock(nanoseconds: nanoseconds, now: now)

    static func now() -> Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1e6).rounded(.down)))
    }

    static func nanoseconds() -> Int64 {
        Int64(DispatchTime.now().uptimeNanoseconds)
    }
}
