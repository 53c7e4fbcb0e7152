import Foundation
import Synchronization

/// Checks that this machine does not allow: each is named when it is passed over, and counted at
/// the end.
enum Skips {
    private static let reasons = Mutex<[String]>([])

    private static let ending: Void = {
        atexit {
            let count = Skips.reasons.withLock(\.count)
            print("EndToEndTests: \(count) \(count == 1 ? "check" : "checks") skipped")
        }
    }()

    /// Makes sure that the count is printed.
    static func begin() { _ = ending }

    static func note(_ reason: String) {
        begin()
        reasons.withLock { $0.append(reason) }
        print("SKIPPED: \(reason)")
    }
}
