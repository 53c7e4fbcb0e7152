/// The type of a field of a case, named as in CEL.
public enum FieldType: Hashable, Sendable {
    case bool, int, uint, double, string, bytes, timestamp, duration
    /// A JSON object, list or anything else.
    case dyn
    indirect case list(FieldType)
    indirect case map(FieldType)
}

extension FieldType: CustomStringConvertible {
    static let simple: [String: FieldType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "timestamp": .timestamp, "duration": .duration, "dyn": .dyn,
    ]

    /// Reads a type as `feature.yaml` writes it: `string`, `list(int)`, `map(string, double)`.
    public init?(_ text: String) {
        let trimmed = text.filter { $0 != " " }
        if let type = Self.simple[trimmed] {
            self = type
        } else if trimmed.hasPrefix("list("), trimmed.hasSuffix(")"),
            let element = FieldType(String(trimmed.dropFirst(5).dropLast()))
        {
            self = .list(element)
        } else if trimmed.hasPrefix("map(string,"), trimmed.hasSuffix(")"),
            let value = FieldType(String(trimmed.dropFirst(11).dropLast()))
        {
            self = .map(value)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .dyn: "dyn"
        case .list(let element): "list(\(element))"
        case .map(let value): "map(string, \(value))"
        }
    }
}
