extension Timestamp {
    /// Reads a moment in the form of RFC 3339, such as `2024-02-29T13:00:00.5+01:00`.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"),
            let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T") || reader.skip("t"),
            let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), let nanoseconds = reader.fraction(),
            let offset = reader.zoneOffset(), reader.isAtEnd
        else { return nil }
        let time = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        guard time.isValid else { return nil }
        self.init(
            seconds: time.secondsSinceEpoch - Int64(offset), nanoseconds: Int32(nanoseconds))
    }
}

/// Returns the seconds east of UTC that `+01:00`, `-08:30` or `02:00` stand for.
func fixedZoneOffset(_ text: String) -> Int? {
    var reader = DigitReader(text)
    let isWest = reader.skip("-")
    if !isWest { _ = reader.skip("+") }
    guard let hours = reader.number(2), reader.skip(":"), let minutes = reader.number(2),
        reader.isAtEnd, hours <= 23, minutes <= 59
    else { return nil }
    return (isWest ? -1 : 1) * (hours * 3_600 + minutes * 60)
}

/// Reads fixed-width numbers from the start of a text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        let digits = rest.prefix(width)
        guard digits.count == width, digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        rest.removeFirst(width)
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Reads up to nine digits after a point; further ones are below a nanosecond.
    mutating func fraction() -> Int? {
        guard skip(".") || skip(",") else { return 0 }
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest.removeFirst(digits.count)
        var value = digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - 48) }
        for _ in 0..<max(0, 9 - digits.count) { value *= 10 }
        return value
    }

    mutating func zoneOffset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(2), skip(":"), let minutes = number(2), hours <= 23, minutes <= 59
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
