import Foundation

/// Latencies by size, eight sizes to a doubling: however many there are, they take little room.
struct LatencyCounts: Sendable {
    private var counts: [Int: Int] = [:]
    private var total = 0

    /// Adds one of so many nanoseconds.
    mutating func add(_ nanoseconds: Int64) {
        counts[Int(8 * log2(Double(max(1, nanoseconds)))), default: 0] += 1
        total += 1
    }

    /// The median in milliseconds, within 5 %; `nil` without any.
    var median: Double? {
        var passed = 0
        for (size, count) in counts.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed * 2 >= total { return exp2((Double(size) + 0.5) / 8) / 1e6 }
        }
        return nil
    }
}
