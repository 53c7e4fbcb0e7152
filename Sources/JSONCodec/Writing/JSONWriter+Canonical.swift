extension JSONWriter {
    /// Writes `value` in the one form that all equal values share, for content hashes.
    ///
    /// This is RFC 8785: keys sorted by UTF-16 units, numbers as ECMAScript prints them, so that
    /// `1`, `1.0` and `1e0` agree. It departs in one point: integers keep all their digits
    /// instead of being rounded to doubles.
    package mutating func canonical(_ value: JSONValue) {
        switch value {
        case .null, .bool, .int, .largeNumber, .string: self.value(value)
        case .double(let number): raw(Self.canonicalText(of: number).utf8)
        case .array(let elements):
            beginArray()
            for element in elements { canonical(element) }
            endArray()
        case .object(let object):
            beginObject()
            let sorted = object.members.sorted {
                $0.key.utf16.lexicographicallyPrecedes($1.key.utf16)
            }
            for member in sorted {
                key(member.key)
                canonical(member.value)
            }
            endObject()
        }
    }

    /// Returns `value`, which must be finite, as ECMAScript's `Number::toString` does.
    static func canonicalText(of value: Double) -> String {
        precondition(value.isFinite, "JSON has no infinities and no NaN")
        if value == 0 { return "0" }
        let sign = value < 0 ? "-" : ""
        let (digits, point) = decimal(of: value.magnitude)
        let zeros = { (count: Int) in String(repeating: "0", count: count) }
        switch point {
        case digits.count...21: return sign + digits + zeros(point - digits.count)
        case 1...21: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        case -5...0: return sign + "0." + zeros(-point) + digits
        default:
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let exponent = point - 1
            return sign + digits.prefix(1) + fraction + (exponent < 0 ? "e-" : "e+")
                + String(exponent.magnitude)
        }
    }

    /// The shortest digits of a positive number, and where the point stands among them.
    private static func decimal(of value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e")
        let halves = parts[0].split(separator: ".")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var digits = halves.joined()[...]
        exponent += halves[0].count
        while digits.first == "0" {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), exponent)
    }
}

extension JSONValue {
    /// The form that all equal values share, for content hashes (see `JSONWriter.canonical`).
    package var canonicalJSON: [UInt8] {
        var writer = JSONWriter()
        writer.canonical(self)
        return writer.bytes
    }
}
