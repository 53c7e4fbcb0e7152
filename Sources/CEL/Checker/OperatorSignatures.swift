extension BinaryOperator {
    private typealias Signature = Function.Signature

    private static let element = CELType.parameter("T")

    private static func alike(_ types: [CELType], _ result: CELType? = nil) -> [Function.Signature]
    {
        types.map { Function.Signature([$0, $0], result ?? $0) }
    }

    private static let order: [Function.Signature] =
        alike([.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration], .bool)
        + [(.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int)]
        .map { Function.Signature([$0, $1], .bool) } + [
            Function.Signature([.double, .uint], .bool)
        ]

    private static let sum: [Function.Signature] =
        alike([.int, .uint, .double, .string, .bytes, .list(element), .duration]) + [
            Function.Signature([.timestamp, .duration], .timestamp),
            Function.Signature([.duration, .timestamp], .timestamp),
        ]

    private static let difference: [Function.Signature] =
        alike([.int, .uint, .double, .duration]) + [
            Function.Signature([.timestamp, .duration], .timestamp),
            Function.Signature([.timestamp, .timestamp], .duration),
        ]

    private static let numbers = alike([.int, .uint, .double])
    private static let integers = alike([.int, .uint])
    private static let equality = alike([element], .bool)
    private static let membership: [Function.Signature] = [
        Function.Signature([element, .list(element)], .bool),
        Function.Signature([element, .map(element, .parameter("V"))], .bool),
    ]

    /// The types that the operator accepts and what it then returns.
    var signatures: [Function.Signature] {
        switch self {
        case .equal, .notEqual: Self.equality
        case .less, .lessEqual, .greater, .greaterEqual: Self.order
        case .contains: Self.membership
        case .add: Self.sum
        case .subtract: Self.difference
        case .multiply, .divide: Self.numbers
        case .remainder: Self.integers
        }
    }
}
