/// Counts of latencies in buckets whose middle is within 0.8 % of every value in them.
///
/// Each power of two is cut into 64 equal buckets (an HDR histogram); below 64 ns it is exact.
package struct LatencyHistogram: Sendable {
    private var counts = [Int](repeating: 0, count: 59 * 64)
    package private(set) var total = 0

    package init() {}

    /// Counts a latency in nanoseconds; a negative one counts as 0.
    package mutating func append(_ nanoseconds: Int64) {
        counts[Self.bucket(UInt64(max(0, nanoseconds)))] += 1
        total += 1
    }

    /// Adds what another counted.
    mutating func join(_ other: LatencyHistogram) {
        for (bucket, count) in other.counts.enumerated() where count > 0 {
            counts[bucket] += count
        }
        total += other.total
    }

    /// Returns the latency in nanoseconds that a share `quantile` of the values do not exceed.
    ///
    /// That is the value of rank ⌈quantile · n⌉; nil where nothing was counted. `quantile` lies in
    /// [0, 1].
    package func quantile(_ quantile: Double) -> Double? {
        guard total > 0 else { return nil }
        let rank = max(1, Int((quantile * Double(total)).rounded(.up)))
        var seen = 0
        for (bucket, count) in counts.enumerated() {
            seen += count
            if seen >= rank { return Self.middle(bucket) }
        }
        return nil
    }

    /// Octave 0 holds 0…63 exactly; octave k ≥ 1 holds 64·2ᵏ⁻¹ … 128·2ᵏ⁻¹ − 1.
    private static func bucket(_ value: UInt64) -> Int {
        guard value >= 64 else { return Int(value) }
        let octave = 63 - value.leadingZeroBitCount - 5
        return octave * 64 + Int(value >> UInt64(octave - 1)) - 64
    }

    private static func middle(_ bucket: Int) -> Double {
        let octave = bucket / 64
        guard octave > 0 else { return Double(bucket) }
        let width = Double(UInt64(1) << UInt64(octave - 1))
        return (Double(bucket % 64 + 64) + 0.5) * width
    }
}
