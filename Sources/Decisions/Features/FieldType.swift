/// The type of a field of a case, named as in CEL.
public enum FieldType: Hashable, Sendable {
    /// A value of the CEL type of this name; a `bytes` value is a JSON string.
    case bool, int, uint, double, string, bytes, timestamp, duration
    /// A JSON object, list or anything else.
    case dyn
    /// A JSON array of values of one type.
    indirect case list(FieldType)
    /// A JSON object whose members' values have one type.
    indirect case map(FieldType)
}

extension FieldType: CustomStringConvertible {
    static let simple: [String: FieldType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "timestamp": .timestamp, "duration": .duration, "dyn": .dyn,
    ]

    /// Lists and maps may be nested as deep as this.
    private static let maximumDepth = 8

    /// Reads a type as `feature.yaml` writes it: `string`, `list(int)`, `map(string, double)`.
    public init?(_ text: String) {
        self.init(text.filter { $0 != " " }[...], depth: 0)
    }

    private init?(_ text: Substring, depth: Int) {
        if let type = Self.simple[String(text)] {
            self = type
            return
        }
        guard depth < Self.maximumDepth, text.hasSuffix(")") else { return nil }
        if text.hasPrefix("list("),
            let element = FieldType(text.dropFirst(5).dropLast(), depth: depth + 1)
        {
            self = .list(element)
        } else if text.hasPrefix("map(string,"),
            let value = FieldType(text.dropFirst(11).dropLast(), depth: depth + 1)
        {
            self = .map(value)
        } else {
            return nil
        }
    }

    /// The type as `feature.yaml` writes it.
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
