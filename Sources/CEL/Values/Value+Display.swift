extension Value {
    /// The value as an expression would write it, shortened where it is long; for messages.
    public var display: String { display(budget: 200) }

    private func display(budget: Int) -> String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .uint(let value): "\(value)u"
        case .double(let value): value.celText
        case .string(let value): "\"" + value.shortened(to: budget) + "\""
        case .bytes(let value): "b\"…\" of \(value.count) bytes"
        case .list(let values):
            "[" + Self.joined(values.prefix(21).map { $0.display(budget: budget / 2) }, budget)
                + "]"
        case .map(let map):
            "{"
                + Self.joined(
                    map.entries.prefix(21).map {
                        "\($0.key.display(budget: budget / 2)): \($0.value.display(budget: budget / 2))"
                    }, budget) + "}"
        case .timestamp(let value): "timestamp(\"\(value)\")"
        case .duration(let value): "duration(\"\(value)\")"
        case .type(let value): value.description
        case .optional(let value):
            value.map { "optional.of(\($0.display(budget: budget / 2)))" } ?? "optional.none()"
        case .opaque(let value): value.content.text ?? value.content.typeName
        }
    }

    private static func joined(_ parts: [String], _ budget: Int) -> String {
        let text = parts.prefix(20).joined(separator: ", ")
        return parts.count > 20 ? text + ", …" : text.shortened(to: budget)
    }
}

extension String {
    fileprivate func shortened(to count: Int) -> String {
        let scalars = unicodeScalars
        guard scalars.count > count else { return self }
        return String(scalars.prefix(max(count, 1))) + "…"
    }
}

extension Double {
    /// The shortest digits that stand for the number, without a fraction where there is none.
    var celText: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
