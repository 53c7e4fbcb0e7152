extension Library {
    /// The functions, macros and types of the language itself; always enabled.
    public static let standard = Library(
        name: "standard",
        functions: sizeFunctions + textFunctions + conversionFunctions + timeFunctions,
        macros: .standard,
        types: [
            ("bool", .bool), ("int", .int), ("uint", .uint), ("double", .double),
            ("string", .string), ("bytes", .bytes), ("null_type", .null), ("type", .type(.dyn)),
            ("list", .list(.dyn)), ("map", .map(.dyn, .dyn)),
            ("google.protobuf.Timestamp", .timestamp), ("google.protobuf.Duration", .duration),
        ])

    /// All libraries that come with CEL.
    public static let all: [Library] = [
        .standard, .strings, .math, .encoders, .optional, .bindings, .block,
        .twoVariableComprehensions, .network, .wellKnownTypes,
    ]
}

typealias Signature = Function.Signature

/// Returns the failure of a function that was given values it does not accept.
func noOverload(_ name: String, _ values: Value...) -> Failure {
    noOverload(name, values)
}

func noOverload(_ name: String, _ values: [Value]) -> Failure {
    let types = values.map(\.typeName.description).joined(separator: ", ")
    return Failure(.noSuchOverload, "no such overload: `\(name)(\(types))`")
}
