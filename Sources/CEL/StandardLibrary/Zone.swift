import Foundation

/// Time zones by name or by offset.
enum Zone {
    /// Returns the seconds east of UTC at a moment in a zone such as `Asia/Tokyo` or `+09:00`.
    static func offset(_ name: String, at timestamp: Timestamp) throws(Failure) -> Int64 {
        if name.isEmpty || name == "UTC" || name == "Z" { return 0 }
        if let offset = fixedZoneOffset(name) { return Int64(offset) }
        guard let zone = TimeZone(identifier: name) else {
            throw Failure(
                .invalidArgument,
                "unknown time zone `\(name)`; write a name such as `Asia/Tokyo` or an offset "
                    + "such as `+09:00`")
        }
        let date = Date(timeIntervalSince1970: TimeInterval(timestamp.seconds))
        return Int64(zone.secondsFromGMT(for: date))
    }
}
