/// Which macros the parser expands.
struct MacroSet: OptionSet, Sendable {
    let rawValue: Int

    /// `has`, `all`, `exists`, `exists_one`, `map`, `filter`.
    static let standard = MacroSet(rawValue: 1)
    /// `all`, `exists`, `existsOne` over two variables, `transformList`, `transformMap` and so on.
    static let twoVariables = MacroSet(rawValue: 2)
    /// `cel.bind`.
    static let bindings = MacroSet(rawValue: 4)
    /// `cel.block`, `cel.index`, `cel.iterVar`, `cel.accuVar`.
    static let block = MacroSet(rawValue: 8)
    /// `optMap`, `optFlatMap`, and the syntax `.?`, `[?` and `{?`.
    static let optional = MacroSet(rawValue: 16)
}
