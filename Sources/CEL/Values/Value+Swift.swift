extension Value: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: Value...) { self = .list(elements) }

    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .map(ValueMap(elements.map { .init(key: .string($0.0), value: $0.1) }))
    }
}

extension Value {
    /// The bool, if it is one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The int, if it is one.
    public var int: Int64? { if case .int(let value) = self { value } else { nil } }

    /// The uint, if it is one.
    public var uint: UInt64? { if case .uint(let value) = self { value } else { nil } }

    /// The double, if it is one; other numbers are not converted.
    public var double: Double? { if case .double(let value) = self { value } else { nil } }

    /// The string, if it is one.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The list, if it is one.
    public var list: [Value]? { if case .list(let value) = self { value } else { nil } }

    /// The map, if it is one.
    public var map: ValueMap? { if case .map(let value) = self { value } else { nil } }
}

extension Value: CustomStringConvertible {
    /// The value as an expression would write it, cut off where it is long.
    public var description: String { display }
}
