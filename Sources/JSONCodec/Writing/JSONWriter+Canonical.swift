extension JSONWriter {
    /// Writes `value` in one form whatever its order and spelling, for content hashes.
    ///
    /// This is RFC 8785: keys sorted by UTF-16 units, numbers as ECMAScript prints them, so that
    /// `1`, `1.0` and `1e0` agree. It departs in one point: integers keep all their digits
    /// instead of being rounded to doubles. Strings are not normalised.
    package mutating func canonical(_ value: JSONValue) {
        switch value {
        case .null, .bool, .int, .largeNumber, .string: self.value(value)
        case .double(let number): canonicalDouble(number)
        case .array(let elements):
            beginArray()
            for element in elements { canonical(element) }
            endArray()
        case .object(let object):
            beginObject()
            let sorted = object.members.sorted { Self.precedes($0.key, $1.key) }
            for member in sorted {
                key(member.key)
                canonical(member.value)
            }
            endObject()
        }
    }

    private mutating func canonicalDouble(_ value: Double) {
        precondition(value.isFinite, "JSON has no infinities and no NaN")
        separate()
        if !appendShortDecimal(value, keepsPoint: false) {
            append(contentsOf: Self.canonicalText(of: value))
        }
        needsComma = true
    }

    /// Whether `one` comes before `other` by UTF-16 units, told by UTF-8.
    ///
    /// The two orders differ in one point: what UTF-16 writes as surrogates, 0xF0 and above in
    /// UTF-8, comes before U+E000 to U+FFFF, which begin with 0xEE and 0xEF.
    private static func precedes(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8) { left, right in
            (left & 0xFE == 0xEE ? left + 0x10 : left)
                < (right & 0xFE == 0xEE ? right + 0x10 : right)
        }
    }

    /// Returns `value` as ECMAScript's `Number::toString` does.
    private static func canonicalText(of value: Double) -> String {
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
    /// One form whatever the order and spelling, for content hashes (see `JSONWriter.canonical`).
    package var canonicalJSON: [UInt8] {
        var writer = JSONWriter()
        writer.canonical(self)
        return writer.bytes
    }
}
