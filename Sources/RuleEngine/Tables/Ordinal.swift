import CEL

/// Numbers and times as whole numbers of the same order, so that every range of them is a range of
/// whole numbers with both ends in it.
enum Ordinal {
    static func of(_ number: UInt64) -> Int64 {
        Int64(bitPattern: number ^ (1 << 63))
    }

    /// `nil` for NaN, which has no place in the order; both zeros have the same.
    static func of(_ number: Double) -> Int64? {
        guard !number.isNaN else { return nil }
        let bits = Int64(bitPattern: number.bitPattern)
        return bits >= 0 ? bits : (bits ^ .max) + 1
    }

    /// Counts half microseconds, so that a moment between two microseconds lies between them.
    static func of(_ moment: Timestamp) -> Int64 {
        let (micros, rest) = Int64(moment.nanoseconds).quotientAndRemainder(dividingBy: 1000)
        return (moment.seconds * 1_000_000 + micros) * 2 + (rest == 0 ? 0 : 1)
    }

    static func of(_ span: Nanoseconds) -> Int64 { span.count }

    /// The ordinals that values of `type` have.
    static func domain(of type: InputType) -> ClosedRange<Int64> {
        switch type {
        case .double, .dyn:
            (of(-.greatestFiniteMagnitude) ?? .min)...(of(.greatestFiniteMagnitude) ?? .max)
        case .timestamp:
            (-62_135_596_800 * 2_000_000)...(253_402_300_799 * 2_000_000 + 1_999_999)
        case .bool, .int, .uint, .string, .duration: .min ... .max
        }
    }

    static func double(_ ordinal: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: ordinal >= 0 ? ordinal : ((ordinal - 1) ^ .max)))
    }
}
