/// Names and values as CEL writes them.
enum CELText {
    /// Returns a path whose parts CEL can name; other characters become `_`.
    static func path(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).map { part in
            let kept = part.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_": Character(scalar)
                default: "_"
                }
            }
            let text = String(kept)
            let needsMark = text.first.map(\.isNumber) ?? true || reserved.contains(text)
            return needsMark ? "_" + text : text
        }.joined(separator: ".")
    }

    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import",
        "in", "let", "loop", "namespace", "null", "package", "return", "true", "var", "void",
        "while",
    ]

    static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": literal += "\\\(scalar)"
            case "\n": literal += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    static func literal(_ number: Double) -> String { "\(number)" }
}
