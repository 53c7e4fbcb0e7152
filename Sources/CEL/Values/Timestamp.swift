/// A moment in UTC between the years 1 and 9999, to the nanosecond.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64
    /// 0 to 999,999,999, counted forwards also before 1970.
    public let nanoseconds: Int32

    static let earliest: Int64 = -62_135_596_800
    static let latest: Int64 = 253_402_300_799
    static let nanosecondsPerSecond: Int64 = 1_000_000_000

    /// Makes a moment, or `nil` outside the years 1 to 9999.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (Self.earliest...Self.latest).contains(seconds) else { return nil }
        guard (0..<Int32(Self.nanosecondsPerSecond)).contains(nanoseconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// Returns the moment `duration` later, or `nil` outside the years 1 to 9999.
    func adding(_ duration: Nanoseconds) -> Timestamp? {
        let (whole, part) = duration.floored
        var nanoseconds = Int64(self.nanoseconds) + part
        var seconds = self.seconds + whole
        if nanoseconds >= Self.nanosecondsPerSecond {
            nanoseconds -= Self.nanosecondsPerSecond
            seconds += 1
        }
        return Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    /// Returns the time since `other`, or `nil` where it exceeds some 292 years.
    func since(_ other: Timestamp) -> Nanoseconds? {
        Nanoseconds(
            seconds: seconds - other.seconds, nanoseconds: Int64(nanoseconds - other.nanoseconds))
    }
}

extension Timestamp: CustomStringConvertible {
    /// The moment as RFC 3339 writes it, with as many digits as it needs: 0, 3, 6 or 9.
    public var description: String {
        let date = CivilTime(secondsSinceEpoch: seconds)
        var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
        text += "\(padded(date.hour, 2)):\(padded(date.minute, 2)):\(padded(date.second, 2))"
        return text + fraction(Int64(nanoseconds)) + "Z"
    }
}

/// Returns `.5`, `.000001` and so on without trailing zeros, or nothing for a whole second.
func fraction(_ nanoseconds: Int64) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = padded(Int(nanoseconds), 9)
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return "." + digits
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
