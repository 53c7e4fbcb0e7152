/// A CEL value.
///
/// Equality is CEL's: numbers compare across their types (`1 == 1u == 1.0`), strings by code point,
/// maps without order, NaN with nothing; values of different types are unequal, never an error.
public enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    case map(ValueMap)
    case timestamp(Timestamp)
    case duration(Nanoseconds)
    /// A type as a value, as `type(x)` returns it.
    case type(TypeName)
    /// A value that may be missing, of the optional library.
    indirect case optional(Value?)
    /// A value of a library's own type, such as `net.IP`.
    case opaque(OpaqueValue)
}

/// The name of a type at run time; parameters are not part of it.
public struct TypeName: Hashable, Sendable, CustomStringConvertible {
    /// The name, such as `int` or `google.protobuf.Timestamp`.
    public let description: String

    /// Makes the name of a type.
    public init(_ name: String) { description = name }
}

/// What a library's own type must offer: CEL's equality is the type's own.
public protocol OpaqueContent: Hashable, Sendable {
    /// The type's name, such as `net.IP`.
    var typeName: String { get }

    /// The text that `string()` returns, if it accepts the value.
    var text: String? { get }
}

/// A box around a value whose inside only its library knows.
public final class OpaqueValue: Hashable, Sendable {
    /// The value inside.
    public let content: any OpaqueContent

    /// Puts a value into a box.
    public init(_ content: any OpaqueContent) { self.content = content }

    public static func == (left: OpaqueValue, right: OpaqueValue) -> Bool {
        AnyHashable(left.content) == AnyHashable(right.content)
    }

    public func hash(into hasher: inout Hasher) { content.hash(into: &hasher) }
}

extension Value {
    /// The name that `type()` prints.
    public var typeName: TypeName {
        switch self {
        case .null: TypeName("null_type")
        case .bool: TypeName("bool")
        case .int: TypeName("int")
        case .uint: TypeName("uint")
        case .double: TypeName("double")
        case .string: TypeName("string")
        case .bytes: TypeName("bytes")
        case .list: TypeName("list")
        case .map: TypeName("map")
        case .timestamp: TypeName("google.protobuf.Timestamp")
        case .duration: TypeName("google.protobuf.Duration")
        case .type: TypeName("type")
        case .optional: TypeName("optional_type")
        case .opaque(let value): TypeName(value.content.typeName)
        }
    }

    /// How much of it is looked at by what reads it once: its bytes, or 16 for each element.
    var size: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        case .list(let list): 16 * list.count
        case .map(let map): 16 * map.count
        default: 1
        }
    }

    /// Whether this is the zero value of its type: empty, zero, false, null or missing.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.isEmpty
        case .timestamp(let value): value.seconds == 0 && value.nanoseconds == 0
        case .duration(let value): value.count == 0
        case .type, .opaque: false
        case .optional(let value): value == nil
        }
    }
}
