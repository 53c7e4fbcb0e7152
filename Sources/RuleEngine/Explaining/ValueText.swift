import CEL

/// Writes values as CEL does, cut short where they are long.
enum ValueText {
    private static let longest = 80
    private static let mostElements = 8

    static func text(_ value: Value) -> String { text(value, depth: 0) }

    private static func text(_ value: Value, depth: Int) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .int(let number): return "\(number)"
        case .uint(let number): return "\(number)u"
        case .double(let number): return "\(number)"
        case .string(let text): return quoted(text)
        case .bytes(let bytes): return "\(bytes.count) bytes"
        case .timestamp(let moment): return "\(moment)"
        case .duration(let span): return "\(span)"
        case .type(let name): return "\(name)"
        case .optional(let wrapped):
            return wrapped.map { "optional(\(text($0, depth: depth + 1)))" } ?? "optional.none()"
        case .opaque(let opaque): return opaque.content.text ?? opaque.content.typeName
        case .list(let elements):
            guard depth < 3 else { return "[…]" }
            return listed(elements.map { text($0, depth: depth + 1) }, "[", "]")
        case .map(let map):
            guard depth < 3 else { return "{…}" }
            let entries = map.entries.prefix(mostElements + 1).map {
                text($0.key, depth: depth + 1) + ": " + text($0.value, depth: depth + 1)
            }
            return listed(entries, "{", "}")
        }
    }

    private static func listed(_ texts: [String], _ open: String, _ close: String) -> String {
        let more = texts.count > mostElements ? ", …" : ""
        return open + texts.prefix(mostElements).joined(separator: ", ") + more + close
    }

    static func quoted(_ text: String) -> String {
        var written = "\""
        for scalar in text.unicodeScalars.prefix(longest) {
            switch scalar {
            case "\"": written += "\\\""
            case "\\": written += "\\\\"
            case "\n": written += "\\n"
            case "\r": written += "\\r"
            case "\t": written += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                // No control character of a case reaches a terminal.
                written += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: written.unicodeScalars.append(scalar)
            }
        }
        return written + (text.unicodeScalars.count > longest ? "…\"" : "\"")
    }
}
