extension Library {
    static let timeFunctions: [Function] = [
        timestampPart("getFullYear") { $0.year },
        timestampPart("getMonth") { $0.month - 1 },
        timestampPart("getDate") { $0.day },
        timestampPart("getDayOfMonth") { $0.day - 1 },
        timestampPart("getDayOfWeek") { $0.dayOfWeek },
        timestampPart("getDayOfYear") { $0.dayOfYear },
        timestampOrDurationPart("getHours", { $0.hour }) { $0.seconds / 3_600 },
        timestampOrDurationPart("getMinutes", { $0.minute }) { $0.seconds / 60 },
        timestampOrDurationPart("getSeconds", { $0.second }) { $0.seconds },
        milliseconds,
    ].flatMap(\.self)

    private typealias Part = @Sendable (CivilTime) -> Int

    private static func timestampPart(_ name: String, _ part: @escaping Part) -> [Function] {
        let inUTC = Function(
            name, isMember: true, [Signature([.timestamp], .int)],
            .unary { (value, _) throws(Failure) in
                guard case .timestamp(let timestamp) = value else { throw noOverload(name, value) }
                return .int(Int64(part(CivilTime(secondsSinceEpoch: timestamp.seconds))))
            })
        return [inUTC, timestampPart(inZone: name, part)]
    }

    private static func timestampPart(inZone name: String, _ part: @escaping Part) -> Function {
        Function(
            name, isMember: true, [Signature([.timestamp, .string], .int)],
            .binary { (value, zone, frame) throws(Failure) in
                guard case .timestamp(let timestamp) = value, case .string(let zone) = zone else {
                    throw noOverload(name, value, zone)
                }
                try frame.charge(20)
                let seconds = timestamp.seconds + (try Zone.offset(zone, at: timestamp))
                return .int(Int64(part(CivilTime(secondsSinceEpoch: seconds))))
            })
    }

    private static func timestampOrDurationPart(
        _ name: String, _ part: @escaping Part,
        _ durationPart: @escaping @Sendable (Nanoseconds) -> Int64
    ) -> [Function] {
        let either = Function(
            name, isMember: true, [Signature([.timestamp], .int), Signature([.duration], .int)],
            .unary { (value, _) throws(Failure) in
                switch value {
                case .timestamp(let timestamp):
                    return .int(Int64(part(CivilTime(secondsSinceEpoch: timestamp.seconds))))
                case .duration(let duration): return .int(durationPart(duration))
                default: throw noOverload(name, value)
                }
            })
        return [either, timestampPart(inZone: name, part)]
    }

    /// The milliseconds within the second, of a duration as of a timestamp.
    private static var milliseconds: [Function] {
        let name = "getMilliseconds"
        let either = Function(
            name, isMember: true, [Signature([.timestamp], .int), Signature([.duration], .int)],
            .unary { (value, _) throws(Failure) in
                switch value {
                case .timestamp(let timestamp):
                    return .int(Int64(timestamp.nanoseconds / 1_000_000))
                case .duration(let duration):
                    return .int(duration.count % Timestamp.nanosecondsPerSecond / 1_000_000)
                default: throw noOverload(name, value)
                }
            })
        // No zone is off by a part of a second.
        let inZone = Function(
            name, isMember: true, [Signature([.timestamp, .string], .int)],
            .binary { (value, zone, _) throws(Failure) in
                guard case .timestamp(let timestamp) = value, case .string(let zone) = zone else {
                    throw noOverload(name, value, zone)
                }
                _ = try Zone.offset(zone, at: timestamp)
                return .int(Int64(timestamp.nanoseconds / 1_000_000))
            })
        return [either, inZone]
    }
}
