extension Library {
    /// Optional values: `optional.of(x)`, `map.?field`, `list[?0]`, `value.orValue(other)`.
    public static let optional = Library(
        name: "optional",
        functions: optionalMakers + optionalReaders + optionalLists,
        macros: .optional,
        types: [("optional_type", .optional(.dyn))])

    private static let item = CELType.parameter("T")

    private static let optionalMakers: [Function] = [
        Function(
            "optional.none", [Signature([], .optional(item))], .variadic { _, _ in .optional(nil) }),
        Function(
            "optional.of", [Signature([item], .optional(item))],
            .unary { (value, _) throws(Failure) in .optional(value) }),
        Function(
            "optional.ofNonZeroValue", [Signature([item], .optional(item))],
            .unary { (value, _) throws(Failure) in .optional(value.isZero ? nil : value) }),
    ]

    private static let optionalReaders: [Function] = [
        Function(
            "hasValue", isMember: true, [Signature([.optional(item)], .bool)],
            .unary { (value, _) throws(Failure) in .bool(try value.unwrapped(-1) != nil) }),
        Function(
            "value", isMember: true, [Signature([.optional(item)], item)],
            .unary { (value, _) throws(Failure) in
                guard let wrapped = try value.unwrapped(-1) else {
                    throw Failure(
                        .invalidArgument, "`optional.none()` has no value; use `orValue(…)`")
                }
                return wrapped
            }),
        // The planner makes nodes of their own for these two, which need not evaluate the argument.
        Function(
            "or", isMember: true, [Signature([.optional(item), .optional(item)], .optional(item))],
            nil),
        Function("orValue", isMember: true, [Signature([.optional(item), item], item)], nil),
    ]

    private static let optionalLists: [Function] = [
        Function(
            "first", isMember: true, [Signature([.list(item)], .optional(item))],
            .unary { (value, _) throws(Failure) in
                guard case .list(let list) = value else { throw noOverload("first", value) }
                return .optional(list.first)
            }),
        Function(
            "last", isMember: true, [Signature([.list(item)], .optional(item))],
            .unary { (value, _) throws(Failure) in
                guard case .list(let list) = value else { throw noOverload("last", value) }
                return .optional(list.last)
            }),
        unwrap("optional.unwrap", isMember: false), unwrap("unwrapOpt", isMember: true),
    ]

    private static func unwrap(_ name: String, isMember: Bool) -> Function {
        Function(
            name, isMember: isMember, [Signature([.list(.optional(item))], .list(item))],
            .unary { (value, frame) throws(Failure) in
                guard case .list(let list) = value else { throw noOverload(name, value) }
                try frame.charge(size: 16 * list.count)
                var present: [Value] = []
                for element in list {
                    if let wrapped = try element.unwrapped(-1) { present.append(wrapped) }
                }
                return .list(present)
            })
    }
}
