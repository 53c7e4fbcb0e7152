import CEL
import Foundation

/// A JSON value of the conformance files.
struct JSON {
    private let content: Any

    private init(_ content: Any) { self.content = content }

    init(parsing text: String) throws {
        content = try JSONSerialization.jsonObject(
            with: Data(text.utf8), options: [.fragmentsAllowed])
    }

    private func fail(_ expected: String) -> ConformanceCase.UnknownShape {
        ConformanceCase.UnknownShape(description: "expected \(expected), found \(content)")
    }

    private var object: [String: Any] {
        get throws {
            guard let object = content as? [String: Any] else { throw fail("an object") }
            return object
        }
    }

    var keys: [String] { (try? object).map { Array($0.keys) } ?? [] }

    var pairs: [(String, JSON)] {
        get throws { try object.map { ($0.key, JSON($0.value)) } }
    }

    subscript(key: String) -> JSON {
        get throws {
            guard let value = optional(key) else { throw fail("a key `\(key)`") }
            return value
        }
    }

    func optional(_ key: String) -> JSON? { (content as? [String: Any])?[key].map { JSON($0) } }

    func flag(_ key: String) -> Bool { optional(key)?.content as? Bool ?? false }

    var text: String {
        get throws {
            guard let text = content as? String else { throw fail("a string") }
            return text
        }
    }

    var list: [JSON] {
        get throws {
            guard let list = content as? [Any] else { throw fail("a list") }
            return list.map { JSON($0) }
        }
    }

    private func parsed<T>(_ parse: (String) -> T?) throws -> T {
        guard let value = parse(try text) else { throw fail("a number") }
        return value
    }

    // MARK: Values

    /// The CEL value in the files' notation, such as `{"int": "-1"}`.
    var value: Value {
        get throws {
            guard let (kind, content) = try pairs.first, try pairs.count == 1 else {
                throw fail("a value")
            }
            return try content.value(of: kind)
        }
    }

    private func value(of kind: String) throws -> Value {
        switch kind {
        case "null": return .null
        case "bool": return .bool(content as? Bool ?? false)
        case "int": return .int(try parsed { Int64($0) })
        case "uint": return .uint(try parsed { UInt64($0) })
        case "double": return .double(try parsed { Double($0) })
        case "string": return .string(try text)
        case "bytes": return .bytes(Array(try parsed { Data(base64Encoded: $0) }))
        case "list": return .list(try list.map { try $0.value })
        case "map":
            return .map(
                ValueMap(
                    try list.map {
                        let pair = try $0.list
                        return ValueMap.Entry(key: try pair[0].value, value: try pair[1].value)
                    }))
        case "type": return .type(TypeName(try text))
        case "timestamp":
            let (seconds, nanoseconds) = try time
            guard let time = Timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds)) else {
                throw fail("a timestamp")
            }
            return .timestamp(time)
        case "duration":
            let (seconds, nanoseconds) = try time
            guard let span = Nanoseconds(seconds: seconds, nanoseconds: nanoseconds) else {
                throw fail("a duration")
            }
            return .duration(span)
        case "message": return try message(try self["type"].text, try self["json"]["value"])
        default: throw fail("a value, not `\(kind)`")
        }
    }

    private var time: (Int64, Int64) {
        get throws {
            let parts = try list
            return (try parts[0].parsed { Int64($0) }, Int64(parts[1].content as? Int ?? 0))
        }
    }

    /// The value that a well-known message stands for, from its JSON form.
    private func message(_ name: String, _ json: JSON) throws -> Value {
        guard let type = CELType(wellKnownType: name) else { throw fail("a well-known message") }
        switch (type, json.content) {
        case (.wrapper(.int), let number as NSNumber): return .int(number.int64Value)
        case (.wrapper(.int), _): return .int(try json.parsed { Int64($0) })
        case (.wrapper(.uint), let number as NSNumber): return .uint(number.uint64Value)
        case (.wrapper(.uint), _): return .uint(try json.parsed { UInt64($0) })
        case (.wrapper(.bytes), _):
            return .bytes(Array(try json.parsed { Data(base64Encoded: $0) }))
        default: return try json.plain
        }
    }

    /// The value of plain JSON.
    private var plain: Value {
        get throws {
            switch content {
            case is NSNull: return .null
            case let text as String: return .string(text)
            case let number as NSNumber:
                // Foundation also gives 1.0 as a Bool, but keeps what it was.
                let isFlag = String(cString: number.objCType) == "c"
                return isFlag ? .bool(number.boolValue) : .double(number.doubleValue)
            case is [Any]: return .list(try list.map { try $0.plain })
            default:
                return .map(
                    ValueMap(
                        try pairs.map {
                            ValueMap.Entry(key: .string($0.0), value: try $0.1.plain)
                        }))
            }
        }
    }

    // MARK: Types

    /// The CEL type in the files' notation, such as `{"list": "int"}`.
    var type: CELType {
        get throws {
            if let name = content as? String { return try simpleType(name) }
            guard let (kind, content) = try pairs.first, try pairs.count == 1 else {
                throw fail("a type")
            }
            switch kind {
            case "list": return .list(try content.type)
            case "map":
                let parts = try content.list
                return .map(try parts[0].type, try parts[1].type)
            case "type": return .type(try content.type)
            case "message":
                let name = try content.text
                guard let type = CELType(wellKnownType: name) else {
                    throw fail("a well-known message, not `\(name)`")
                }
                return type
            case "wrapper": return .wrapper(try content.type)
            case "param": return .parameter(try content.text)
            case "abstract":
                let name = try content["name"].text
                let parameters = try content["params"].list.map { try $0.type }
                return name == "optional_type"
                    ? .optional(parameters[0]) : .abstract(name, parameters)
            default: throw fail("a type, not `\(kind)`")
            }
        }
    }

    private func simpleType(_ name: String) throws -> CELType {
        let types: [CELType] = [
            .dyn, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
        ]
        guard let type = types.first(where: { $0.description == name }) else {
            throw fail("a type, not `\(name)`")
        }
        return type
    }
}
