/// What a line lacks that YAML cannot read: most often quotes around an expression.
enum QuotingHint {
    private static let example =
        "write the whole of it in single quotes, such as `'text == \"a: b\"'`"

    /// Returns a hint for `line`, in time linear in its length; `nil` where quotes would not help.
    static func text(_ line: String) -> String? {
        guard let colon = line.firstRange(of: ": ") else { return nil }
        let value = line[colon.upperBound...].drop { $0 == " " }
        if let end = end(of: value), continues(value[end...]) {
            let isQuote = value.first == "\"" || value.first == "'"
            return "a value that begins with a \(isQuote ? "quote" : "bracket") ends "
                + (isQuote ? "at the next; " : "with it; ") + example
        }
        let isFlow = line.contains { $0 == "{" } && line[..<colon.lowerBound].contains("{")
        let holdsColon = isFlow ? hasColonInText(line) : value.contains(": ")
        return holdsColon ? "a value that holds `: ` needs quotes; " + example : nil
    }

    /// Where a value ends for YAML that begins with a quote or a bracket.
    private static func end(of value: Substring) -> Substring.Index? {
        let closings: [Character: Character] = ["\"": "\"", "'": "'", "[": "]", "{": "}"]
        guard let first = value.first, let closing = closings[first] else { return nil }
        return value.dropFirst().firstIndex(of: closing).map { value.index(after: $0) }
    }

    /// Whether anything follows that YAML does not expect after a value.
    private static func continues(_ rest: Substring) -> Bool {
        rest.first { $0 != " " }.map { !",}]#".contains($0) } ?? false
    }

    /// Whether `: ` stands in a text that begins inside a value, where quotes do not help.
    private static func hasColonInText(_ line: String) -> Bool {
        var quote: Character?
        var isInside = false
        var before: Character = ":"
        for (character, next) in zip(line, line.dropFirst()) {
            if let open = quote {
                if character == open { quote = nil }
                if isInside, character == ":", next == " " { return true }
            } else if character == "\"" || character == "'" {
                quote = character
                isInside = !":,[{".contains(before)
            }
            if character != " " { before = character }
        }
        return false
    }
}
