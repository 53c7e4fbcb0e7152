/// Labels with sentences beside them, wrapped so that the sentences form a column.
struct LabelledText {
    /// Where less room than this is beside the labels, the sentences stand below them.
    private static let leastRoom = 36

    let labelWidth: Int
    let width: Int

    /// Returns the lines of one entry; `style` dresses the label.
    func lines(_ label: String, _ text: String, style: (String) -> String = { $0 }) -> [String] {
        guard width - labelWidth >= Self.leastRoom || label.count < 3 else {
            return [style(label)] + Self.wrap(text, width: width - 2).map { "  " + $0 }
        }
        let indent = String(repeating: " ", count: labelWidth)
        let wrapped = Self.wrap(text, width: width - labelWidth)
        let padding = String(repeating: " ", count: max(0, labelWidth - label.count))
        return wrapped.enumerated().map { index, line in
            index == 0 ? style(label) + padding + line : indent + line
        }
    }

    /// Returns `text` in lines of at most `width` characters, broken at spaces.
    ///
    /// What stands in backticks, and with `keepsParentheses` what stands in those, is broken only
    /// where a line cannot hold it; a word that is longer than a line has one to itself.
    static func wrap(_ text: String, width: Int, keepsParentheses: Bool = false) -> [String] {
        var lines: [String] = []
        var line = ""
        let words = words(text, keepsParentheses: keepsParentheses).flatMap { word in
            word.count > width ? word.split(separator: " ").map(String.init) : [word]
        }
        for word in words {
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
    static func words(_ text: String, keepsParentheses: Bool = false) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in text {
            switch character {
            case "`": isQuoted.toggle()
            case "(" where keepsParentheses: isQuoted = true
            case ")" where keepsParentheses: isQuoted = false
            default: break
            }
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
