package import Decisions

/// Numbers as a person reads them, in English and without a locale.
package enum NumberText {
    /// Returns a whole number with separators: `1,204,000`.
    package static func count(_ number: Int) -> String {
        grouped(String(number.magnitude), isNegative: number < 0)
    }

    /// Returns a whole number with its noun, of which `many` is the plural: `1 case`, `1,204 cases`.
    package static func counted(_ number: Int, _ noun: String, _ many: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? noun : many ?? noun + "s")"
    }

    /// Returns a whole number of at most two digits that count: `1,900`, `240`, `17`.
    package static func roundCount(_ number: Int) -> String {
        let rounded = rounded(Double(number), digits: 2)
        return rounded.magnitude < 9e15 ? count(Int(rounded)) : count(number)
    }

    /// Returns dollars: whole from a thousand, cents from a dollar, else three digits that count.
    package static func money(_ dollars: Double) -> String {
        let size = dollars.magnitude
        if size >= 1000 { return money(dollars, decimals: 0) }
        if size >= 1 || size == 0 { return money(dollars, decimals: size == 0 ? 0 : 2) }
        return money(rounded(dollars, digits: 3), decimals: decimals(of: size, digits: 3))
    }

    /// Returns dollars with two digits that count, cents from a dollar to ten: `$3,400`, `$1.05`,
    /// `$0.12`, `$0.0021`.
    package static func roundMoney(_ dollars: Double) -> String {
        let size = dollars.magnitude
        if size >= 1, size < 9.995 { return money(dollars, decimals: 2) }
        let rounded = rounded(dollars, digits: 2)
        if size >= 1 || size == 0 { return money(rounded, decimals: 0) }
        return money(rounded, decimals: max(2, decimals(of: rounded.magnitude, digits: 2)))
    }

    /// Returns a share as a percentage: whole from 10 %, else one decimal, two below 1 %.
    package static func percent(_ share: Double) -> String {
        let size = (share * 100).magnitude
        let decimals = size >= 9.95 || size == 0 ? 0 : size >= 0.995 ? 1 : 2
        return decimal(share * 100, decimals: decimals) + "%"
    }

    /// Returns a share as a percentage with one decimal, for tables.
    package static func tablePercent(_ share: Double) -> String {
        decimal(share * 100, decimals: 1) + "%"
    }

    /// Returns milliseconds in the unit that suits them: `4 µs`, `1.2 ms`, `8.0 s`.
    package static func duration(milliseconds: Double) -> String {
        switch milliseconds {
        case ..<1: "\(decimal(milliseconds * 1000, decimals: milliseconds < 0.00995 ? 1 : 0)) µs"
        case ..<1000: "\(decimal(milliseconds, decimals: milliseconds < 9.95 ? 1 : 0)) ms"
        default: "\(decimal(milliseconds / 1000, decimals: milliseconds < 99_500 ? 1 : 0)) s"
        }
    }

    /// Returns the day of a moment in UTC: `20 February 2027`.
    package static func day(_ time: Timestamp) -> String {
        let parts = time.description.prefix(10).split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]) else {
            return time.description
        }
        return "\(day) \(months[month - 1]) \(parts[0])"
    }

    /// Returns `value` with so many decimals, rounded to the nearest and with separators.
    package static func decimal(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "unknown" : value < 0 ? "-∞" : "∞" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 9e18 else { return "\(value)" }
        let digits = String(UInt64(scaled))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = grouped(String(padded.dropLast(decimals)), isNegative: value < 0 && scaled > 0)
        return decimals == 0 ? whole : whole + "." + padded.suffix(decimals)
    }

    private static func money(_ dollars: Double, decimals: Int) -> String {
        let text = decimal(dollars.magnitude, decimals: decimals)
        return (dollars < 0 ? "-$" : "$") + text
    }

    /// Decimals that show so many digits of a number below 10.
    private static func decimals(of size: Double, digits: Int) -> Int {
        var decimals = digits - 1
        var size = size
        while size < 1, size > 0, decimals < 12 {
            size *= 10
            decimals += 1
        }
        return decimals
    }

    private static func rounded(_ value: Double, digits: Int) -> Double {
        guard value != 0, value.isFinite else { return value }
        var scale = 1.0
        var size = value.magnitude
        let limit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        while size >= limit {
            size /= 10
            scale /= 10
        }
        while size < limit / 10 {
            size *= 10
            scale *= 10
        }
        // Dividing by an exact power of ten keeps the nearest decimal.
        return scale >= 1
            ? (value * scale).rounded() / scale
            : (value * scale).rounded() * (1 / scale).rounded()
    }

    private static func grouped(_ digits: String, isNegative: Bool) -> String {
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return isNegative ? "-" + text : text
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
