/// Text for people, made safe to show on a terminal.
package enum TerminalText {
    /// Returns `text` with whatever could steer a terminal, or reorder a line, written out as
    /// `\u{1b}`; newlines and tabs stay.
    ///
    /// `keepsColor` lets the color codes of this program's own reports through, and no others.
    package static func escaped(_ text: String, keepsColor: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.first {
            if keepsColor, let code = ANSIStyle.codes.first(where: { rest.starts(with: $0) }) {
                result.append(contentsOf: code)
                rest = rest.dropFirst(code.count)
                continue
            }
            rest = rest.dropFirst()
            if isUnsafe(scalar) {
                let digits = String(scalar.value, radix: 16)
                result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Returns `text` with lines of at most `width` characters, broken between words and going on
    /// two columns deeper.
    package static func wrapped(_ text: String, width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            let indent = String(line.prefix { $0 == " " })
            guard line.count > width else { return [String(line)] }
            let room = max(20, width - indent.count - 2)
            return LabelledText.wrap(String(line), width: room).enumerated().map { index, part in
                indent + (index == 0 ? "" : "  ") + part
            }
        }.joined(separator: "\n")
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        // C0, DEL and C1; the embeddings, overrides and isolates of bidirectional text.
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
