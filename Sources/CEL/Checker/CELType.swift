/// A type as the checker knows it.
public indirect enum CELType: Hashable, Sendable {
    /// Unknown until evaluation; every operation is allowed and checked then.
    case dyn
    /// The types of the language, numbers of 64 bits among them.
    case null, bool, int, uint, double, string, bytes, timestamp, duration
    /// A list, whose elements have a type.
    case list(CELType)
    /// A map: the type of its keys, and that of its values.
    case map(CELType, CELType)
    /// A value that may be absent, as `optional.of(x)` makes it.
    case optional(CELType)
    /// A bool, a number, a string or bytes, or null: what a wrapper message unwraps to.
    case wrapper(CELType)
    /// The type of a type, as `type(x)` has it.
    case type(CELType)
    /// A library's own type, such as `net.IP`.
    case abstract(String, [CELType])
    /// A type parameter in a function's signature.
    case parameter(String)
}

extension CELType: CustomStringConvertible {
    /// The type as CEL's documents write it, such as `map(string, int)`.
    public var description: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .optional(let wrapped): "optional_type(\(wrapped))"
        case .wrapper(let wrapped): "wrapper(\(wrapped))"
        case .type(let type): "type(\(type))"
        case .abstract(let name, let parameters):
            parameters.isEmpty
                ? name : name + "(" + parameters.map(\.description).joined(separator: ", ") + ")"
        case .parameter(let name): name
        }
    }
}

extension CELType {
    /// The types directly inside this one.
    var parts: [CELType] {
        switch self {
        case .list(let part), .optional(let part), .type(let part), .wrapper(let part): [part]
        case .map(let key, let value): [key, value]
        case .abstract(_, let parameters): parameters
        case .dyn, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
            .parameter:
            []
        }
    }

    /// Returns the same kind of type around other parts.
    func mapParts(_ transform: (CELType) -> CELType) -> CELType {
        switch self {
        case .list(let part): .list(transform(part))
        case .optional(let part): .optional(transform(part))
        case .wrapper(let part): .wrapper(transform(part))
        case .type(let part): .type(transform(part))
        case .map(let key, let value): .map(transform(key), transform(value))
        case .abstract(let name, let parameters): .abstract(name, parameters.map(transform))
        case .dyn, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
            .parameter:
            self
        }
    }

    /// Whether both are of one kind, parts aside.
    func isSameKind(as other: CELType) -> Bool {
        switch (self, other) {
        case (.list, .list), (.map, .map), (.optional, .optional), (.type, .type),
            (.wrapper, .wrapper):
            true
        case (.abstract(let a, let p), .abstract(let b, let q)): a == b && p.count == q.count
        default: self == other
        }
    }

    var isNumber: Bool { self == .int || self == .uint || self == .double }
}
