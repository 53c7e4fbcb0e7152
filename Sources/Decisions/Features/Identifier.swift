/// Names that conditions can use: of fields, variables and lists.
package enum Identifier {
    private static let keywords: Set<String> = [
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import",
        "in", "let", "loop", "namespace", "null", "package", "return", "true", "var", "void",
        "while",
    ]

    /// Whether `name` is letters, digits and `_`, does not begin with a digit, and is no keyword.
    package static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return !keywords.contains(name)
            && name.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || $0 == UInt8(ascii: "_")
            }
    }
}
