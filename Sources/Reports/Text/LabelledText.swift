/// Labels with sentences beside them, wrapped so that the sentences form a column.
struct LabelledText {
    let labelWidth: Int
    let width: Int

    /// Returns the lines of one entry; `style` dresses the label.
    func lines(_ label: String, _ text: String, style: (String) -> String = { $0 }) -> [String] {
        let indent = String(repeating: " ", count: labelWidth)
        let wrapped = Self.wrap(text, width: max(20, width - labelWidth))
        let padding = String(repeating: " ", count: max(0, labelWidth - label.count))
        return wrapped.enumerated().map { index, line in
            index == 0 ? style(label) + padding + line : indent + line
        }
    }

    /// Returns `text` in lines of at most `width` characters, broken at spaces outside backticks.
    static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words(text) {
            if line.isEmpty {
                line = word
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        return lines + [line]
    }

    /// Words at spaces; what stands in backticks, such as a command, stays together.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in text {
            if character == "`" { isQuoted.toggle() }
            if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
