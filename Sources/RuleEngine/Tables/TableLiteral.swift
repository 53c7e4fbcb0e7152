import CEL
import Decisions

/// Reads numbers, moments and spans of time as cells write them.
enum TableLiteral {
    /// Returns the ordinals that a literal stands for: one, or for a date all those of its day.
    static func span(
        _ text: String, isQuoted: Bool, as type: InputType
    ) -> ClosedRange<Int64>? {
        switch type {
        case .bool, .string: return nil
        case .int: return isQuoted ? nil : Int64(text).map { $0...$0 }
        case .uint: return isQuoted ? nil : UInt64(text).map { Ordinal.of($0) }.map { $0...$0 }
        case .double, .dyn:
            guard !isQuoted, let number = number(text), let ordinal = Ordinal.of(number) else {
                return nil
            }
            return ordinal...ordinal
        case .timestamp: return moment(text)
        case .duration: return Nanoseconds(text).map { Ordinal.of($0)...Ordinal.of($0) }
        }
    }

    /// Reads a decimal number; hexadecimal ones and infinities are none.
    static func number(_ text: String) -> Double? {
        let isDecimal = text.utf8.allSatisfy {
            (48...57).contains($0) || "+-.eE".utf8.contains($0)
        }
        guard isDecimal, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    private static func moment(_ text: String) -> ClosedRange<Int64>? {
        guard let moment = Decisions.Timestamp(text) else { return nil }
        let domain = Ordinal.domain(of: .timestamp)
        let start = moment.microseconds * 2
        let isDate = text.utf8.count == 10
        let end = isDate ? start + 86_400 * 2_000_000 - 1 : start
        return domain.contains(start) ? start...end : nil
    }
}
