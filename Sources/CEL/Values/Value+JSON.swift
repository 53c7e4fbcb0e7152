import Foundation

extension Value {
    /// Returns the value as JSON holds it, after the language definition's "JSON Data Conversion".
    ///
    /// Integers become doubles, or strings where a double would round them; bytes become base64,
    /// times and durations their text.
    func asJSON(_ frame: inout Frame) throws(Failure) -> Value {
        try frame.charge(1)
        switch self {
        case .null, .bool, .string: return self
        case .double(let number): return number.isFinite ? self : .string(number.celText)
        case .int(let number): return Self.number(Double(number), String(number))
        case .uint(let number): return Self.number(Double(number), String(number))
        case .bytes(let bytes):
            try frame.charge(size: bytes.count)
            return .string(Data(bytes).base64EncodedString())
        case .timestamp(let timestamp): return .string(timestamp.description)
        case .duration(let duration): return .string(duration.description)
        case .list(let list):
            var values: [Value] = []
            values.reserveCapacity(list.count)
            for element in list { values.append(try element.asJSON(&frame)) }
            return .list(values)
        case .map(let map):
            var entries: [ValueMap.Entry] = []
            entries.reserveCapacity(map.count)
            for entry in map.entries {
                guard case .string = entry.key else {
                    throw Failure(
                        .invalidConversion, "a key of type `\(entry.key.typeName)` is none of JSON")
                }
                entries.append(
                    ValueMap.Entry(key: entry.key, value: try entry.value.asJSON(&frame)))
            }
            return .map(ValueMap(entries))
        case .type, .optional, .opaque:
            throw Failure(.invalidConversion, "a `\(typeName)` has no counterpart in JSON")
        }
    }

    /// The greatest number up to which doubles hold every integer is 2^53 - 1.
    private static func number(_ number: Double, _ text: String) -> Value {
        number.magnitude < 0x1p53 ? .double(number) : .string(text)
    }
}
