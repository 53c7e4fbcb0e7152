extension Value {
    /// The value as an expression would write it, cut off where it is long; for messages.
    public var display: String {
        var writer = DisplayWriter()
        writer.write(self)
        return writer.text
    }
}

/// Writes a value until there is enough text for a message.
private struct DisplayWriter {
    private(set) var text = ""
    private static let limit = 200

    private var isFull: Bool { text.utf8.count >= Self.limit }

    mutating func write(_ value: Value) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += String(value)
        case .int(let value): text += String(value)
        case .uint(let value): text += "\(value)u"
        case .double(let value): text += value.celText
        case .string(let value): text += "\"" + value.shortened(to: Self.limit) + "\""
        case .bytes(let value): text += "b\"…\" of \(value.count) bytes"
        case .list(let values): write("[", values, "]") { $0.write($1) }
        case .map(let map):
            write("{", map.entries, "}") { writer, entry in
                writer.write(entry.key)
                writer.text += ": "
                writer.write(entry.value)
            }
        case .timestamp(let value): text += "timestamp(\"\(value)\")"
        case .duration(let value): text += "duration(\"\(value)\")"
        case .type(let value): text += value.description
        case .optional(nil): text += "optional.none()"
        case .optional(let value?):
            text += "optional.of("
            write(value)
            text += ")"
        case .opaque(let value): text += value.content.text ?? value.content.typeName
        }
    }

    private mutating func write<T>(
        _ open: String, _ parts: [T], _ close: String, _ each: (inout DisplayWriter, T) -> Void
    ) {
        text += open
        for (index, part) in parts.enumerated() {
            if index > 0 { text += ", " }
            guard !isFull else {
                text += "…"
                break
            }
            each(&self, part)
        }
        text += close
    }
}

extension String {
    fileprivate func shortened(to count: Int) -> String {
        let scalars = unicodeScalars
        guard scalars.count > count else { return self }
        return String(scalars.prefix(max(count, 1))) + "…"
    }
}
