import Foundation

/// What a figure counts.
enum Unit: String, Encodable {
    case nanoseconds = "ns"
    case microseconds = "µs"
    case milliseconds = "ms"
    case seconds = "s"
    case perSecond = "/s"
    case megabytes = "MB"
    case percent = "%"
    case allocations = "allocations"

    /// Returns `value` with as many digits as mean something.
    func text(_ value: Double) -> String { "\(Self.number(value)) \(rawValue)" }

    /// Returns the middle of `samples` and how far they spread.
    func text(_ samples: Samples) -> String {
        guard samples.least != samples.greatest else { return text(samples.median) }
        let spread = "\(Self.number(samples.least))–\(Self.number(samples.greatest))"
        return "\(text(samples.median)) (\(spread))"
    }

    /// Returns `value` with at least two digits that mean something, thousands set apart.
    static func number(_ value: Double) -> String {
        let digits = value == value.rounded() || value >= 100 ? 0 : value >= 10 ? 1 : 2
        let text = String(format: "%.\(digits)f", value)
        return digits > 0 ? text : grouped(text)
    }

    private static func grouped(_ digits: String) -> String {
        var groups: [Substring] = []
        var rest = Substring(digits)
        while !rest.isEmpty {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return groups.joined(separator: ",")
    }
}
