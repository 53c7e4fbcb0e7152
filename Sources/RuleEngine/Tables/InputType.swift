import CEL

/// What a table can test of an input, by the input's type.
enum InputType: Hashable, Sendable, BitwiseCopyable {
    case bool, int, uint, double, string, timestamp, duration
    /// Numbers, texts and Booleans, told apart by the value.
    case dyn

    /// `nil` for types of which a cell could test nothing.
    init?(_ type: CELType) {
        switch type {
        case .bool: self = .bool
        case .int: self = .int
        case .uint: self = .uint
        case .double: self = .double
        case .string: self = .string
        case .timestamp: self = .timestamp
        case .duration: self = .duration
        case .dyn: self = .dyn
        case .null, .bytes, .list, .map, .optional, .wrapper, .type, .abstract, .parameter:
            return nil
        }
    }

    var hasOrder: Bool { self != .bool && self != .string }

    /// An example of what a cell holds, for hints.
    var example: String {
        switch self {
        case .bool: "`true`, `false` or `-`"
        case .int: "a whole number, `< 18`, `[1..9]`, `not(3)` or `-`"
        case .uint: "a whole number from 0, `< 18`, `[1..9]`, `not(3)` or `-`"
        case .double, .dyn: "a number, `< 18`, `[1..9.5]`, `not(3)` or `-`"
        case .string: "a text, several as `\"a\",\"b\"`, `not(\"a\")` or `-`"
        case .timestamp: "a date or time, `< 2026-01-31`, `[2026-01-01..2026-01-31]` or `-`"
        case .duration: "a duration such as `1h30m`, `< 90s` or `-`"
        }
    }
}
