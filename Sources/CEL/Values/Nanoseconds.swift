/// A span of time: some 292 years in either direction, to the nanosecond.
public struct Nanoseconds: Hashable, Sendable, Comparable {
    /// How many nanoseconds it lasts.
    public let count: Int64

    /// Makes a span of so many nanoseconds.
    public init(count: Int64) { self.count = count }

    /// Makes a span, or `nil` where it is too long.
    public init?(seconds: Int64, nanoseconds: Int64 = 0) {
        let (product, overflow) = seconds.multipliedReportingOverflow(
            by: Timestamp.nanosecondsPerSecond)
        guard !overflow else { return nil }
        let (sum, carry) = product.addingReportingOverflow(nanoseconds)
        guard !carry else { return nil }
        count = sum
    }

    /// The whole seconds, towards zero.
    var seconds: Int64 { count / Timestamp.nanosecondsPerSecond }

    /// Whole seconds towards minus infinity, and the nanoseconds that are left.
    var floored: (seconds: Int64, nanoseconds: Int64) {
        let seconds = count.flooredQuotient(Timestamp.nanosecondsPerSecond)
        return (seconds, count - seconds * Timestamp.nanosecondsPerSecond)
    }

    public static func < (left: Nanoseconds, right: Nanoseconds) -> Bool {
        left.count < right.count
    }
}

extension Nanoseconds: CustomStringConvertible {
    /// The span in seconds, such as `3600s` or `-1.5s`.
    public var description: String {
        let magnitude = count.magnitude
        let second = UInt64(Timestamp.nanosecondsPerSecond)
        let sign = count < 0 ? "-" : ""
        return "\(sign)\(magnitude / second)\(fraction(Int64(magnitude % second)))s"
    }
}
