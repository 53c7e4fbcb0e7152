extension Library {
    static let conversionFunctions: [Function] = [
        conversion("bool", from: [.bool, .string], to: .bool, toBool),
        conversion("int", from: [.int, .uint, .double, .string, .timestamp], to: .int, toInt),
        conversion("uint", from: [.uint, .int, .double, .string], to: .uint, toUInt),
        conversion("double", from: [.double, .int, .uint, .string], to: .double, toDouble),
        conversion(
            "string",
            from: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration],
            to: .string, toString),
        conversion("bytes", from: [.bytes, .string], to: .bytes, toBytes),
        conversion("timestamp", from: [.timestamp, .string, .int], to: .timestamp, toTimestamp),
        conversion("duration", from: [.duration, .string], to: .duration, toDuration),
        Function(
            "type", [Signature([.parameter("T")], .type(.parameter("T")))],
            .unary { (value, _) throws(Failure) in .type(value.typeName) }),
        Function(
            "dyn", [Signature([.parameter("T")], .dyn)],
            .unary { (value, _) throws(Failure) in value }),
    ]

    static func conversion(
        _ name: String, from sources: [CELType], to result: CELType,
        _ convert: @escaping @Sendable (Value) throws(Failure) -> Value?
    ) -> Function {
        Function(
            name, sources.map { Signature([$0], result) },
            .unary { (value, frame) throws(Failure) in
                if case .string(let text) = value { try frame.charge(size: text.utf8.count) }
                if case .bytes(let bytes) = value { try frame.charge(size: bytes.count) }
                guard let result = try convert(value) else { throw noOverload(name, value) }
                return result
            })
    }

    /// Returns the converted value, or fails because this one value has no counterpart.
    private static func converted(
        _ value: Value, to type: CELType, _ result: Value?
    ) throws(Failure) -> Value {
        guard let result else {
            throw Failure(.invalidConversion, "`\(value.display)` cannot be converted to `\(type)`")
        }
        return result
    }

    /// Returns the converted number, or fails because it is outside of the type's range.
    private static func inRange(
        _ value: Value, of type: CELType, _ result: Value?
    ) throws(Failure) -> Value {
        guard let result else {
            throw Failure(.overflow, "`\(value.display)` is outside of the range of `\(type)`")
        }
        return result
    }

    private static func toBool(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .bool: return value
        case .string(let text):
            let words: [String: Bool] = [
                "1": true, "t": true, "true": true, "TRUE": true, "True": true,
                "0": false, "f": false, "false": false, "FALSE": false, "False": false,
            ]
            return try converted(value, to: .bool, words[text].map { .bool($0) })
        default: return nil
        }
    }

    private static func toInt(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .int: return value
        case .uint(let number):
            return try inRange(value, of: .int, Int64(exactly: number).map { .int($0) })
        case .double(let number):
            // The ends of the range are not doubles themselves, so they are left out.
            let fits = number > -0x1p63 && number < 0x1p63
            return try inRange(value, of: .int, fits ? .int(Int64(number)) : nil)
        case .string(let text):
            return try converted(value, to: .int, Int64(text).map { .int($0) })
        case .timestamp(let timestamp): return .int(timestamp.seconds)
        default: return nil
        }
    }

    private static func toUInt(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .uint: return value
        case .int(let number):
            return try inRange(value, of: .uint, UInt64(exactly: number).map { .uint($0) })
        case .double(let number):
            let fits = number >= 0 && number < 0x1p64
            return try inRange(value, of: .uint, fits ? .uint(UInt64(number)) : nil)
        case .string(let text):
            // Swift reads `-0`.
            let number = text.utf8.first == UInt8(ascii: "-") ? nil : UInt64(text)
            return try converted(value, to: .uint, number.map { .uint($0) })
        default: return nil
        }
    }

    private static func toDouble(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .string(let text):
            return try converted(value, to: .double, text.plainDouble.map { .double($0) })
        default: return nil
        }
    }

    private static func toString(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .string: return value
        case .bool(let bool): return .string(String(bool))
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(number.exponentText)
        case .timestamp(let timestamp): return .string(timestamp.description)
        case .duration(let duration): return .string(duration.description)
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Failure(.invalidConversion, "these bytes are not valid UTF-8")
            }
            return .string(text)
        case .opaque(let opaque): return opaque.content.text.map { .string($0) }
        default: return nil
        }
    }

    private static func toBytes(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .bytes: value
        case .string(let text): .bytes(Array(text.utf8))
        default: nil
        }
    }

    private static func toTimestamp(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            let timestamp = Timestamp(seconds: seconds).map { Value.timestamp($0) }
            return try inRange(value, of: .timestamp, timestamp)
        case .string(let text):
            return try converted(value, to: .timestamp, Timestamp(text).map { .timestamp($0) })
        default: return nil
        }
    }

    private static func toDuration(_ value: Value) throws(Failure) -> Value? {
        switch value {
        case .duration: return value
        case .string(let text):
            return try converted(value, to: .duration, Nanoseconds(text).map { .duration($0) })
        default: return nil
        }
    }
}

extension String {
    /// Reads a decimal number, `NaN` or `Infinity`.
    fileprivate var plainDouble: Double? {
        // Swift also reads hexadecimal numbers and `nan(1)`, and stops at a zero byte.
        let isDecimal = utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        let word = (first == "+" || first == "-" ? dropFirst() : self[...]).lowercased()
        return isDecimal || ["inf", "infinity", "nan"].contains(word) ? Double(self) : nil
    }
}
