/// Looks for `\b` where the author of a pattern most likely meant the boundary of a word.
enum BackspaceCheck {
    /// Returns the UTF-8 offset of the first `\b` in a string that is not raw, in an expression
    /// that matches patterns.
    static func offset(in expression: String) -> Int? {
        guard expression.contains("matches") else { return nil }
        let text = Array(expression.utf8)
        var index = 0
        while index < text.count {
            guard isQuote(text[index]) else {
                index += 1
                continue
            }
            let quote = text[index]
            let isTriple =
                index + 2 < text.count && text[index + 1] == quote && text[index + 2] == quote
            let isRaw = index > 0 && text[index - 1] | 0x20 == UInt8(ascii: "r")
            index += isTriple ? 3 : 1
            while index < text.count, !ends(text, index, quote, isTriple: isTriple) {
                if text[index] == UInt8(ascii: "\\"), !isRaw {
                    if index + 1 < text.count, text[index + 1] == UInt8(ascii: "b") {
                        return index
                    }
                    index += 1
                }
                index += 1
            }
            index += isTriple ? 3 : 1
        }
        return nil
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }

    private static func ends(
        _ text: [UInt8], _ index: Int, _ quote: UInt8, isTriple: Bool
    ) -> Bool {
        guard text[index] == quote else { return false }
        guard isTriple else { return true }
        return index + 2 < text.count && text[index + 1] == quote && text[index + 2] == quote
    }
}
