extension Library {
    /// `cel.bind(name, value, expression)`.
    public static let bindings = Library(name: "bindings", macros: .bindings)

    /// `cel.block` and what belongs to it, which optimisers write rather than people.
    public static let block = Library(name: "block", macros: .block)

    /// `all`, `exists` and `existsOne` over two variables, `transformList`, `transformMap` and
    /// `transformMapEntry`.
    public static let twoVariableComprehensions = Library(
        name: "comprehensions2", macros: .twoVariables)
}
