import JSONCodec

/// Checks that a field's value, already valid JSON, has the declared type.
enum FieldCheck {
    static func check(
        _ type: FieldType, of name: @autoclosure () -> String, _ raw: UnsafeBufferPointer<UInt8>
    ) throws {
        var scanner = JSONScanner(raw)
        let kind = try scanner.peekKind()
        guard try fits(type, kind, &scanner) else {
            let form = kind == .string ? form(of: type).map { ", such as `\($0)`" } : nil
            throw CaseProblem(
                .wrongType,
                "field `\(name())` is \(kind.article); expected \(type)\(form ?? "")")
        }
    }

    /// How a value is written whose type a text can miss.
    private static func form(of type: FieldType) -> String? {
        switch type {
        case .bool: "true"
        case .double: "1234.5"
        case .timestamp: "2026-01-31T12:00:00Z"
        case .duration: "1.5s"
        case .dyn, .string, .int, .uint, .bytes, .list, .map: nil
        }
    }

    private static func fits(
        _ type: FieldType, _ kind: JSONKind, _ scanner: inout JSONScanner
    ) throws -> Bool {
        switch type {
        case .dyn: return true
        case .bool: return kind == .boolean
        case .string: return kind == .string
        case .double:
            guard kind == .number else { return false }
            return scanner.double(try scanner.readNumber()) != nil
        case .int:
            guard kind == .number else { return false }
            return try scanner.readNumber().int64 != nil
        case .uint:
            guard kind == .number else { return false }
            return try scanner.readNumber().int64.map { $0 >= 0 } ?? false
        case .bytes: return kind == .string
        case .timestamp:
            guard kind == .string else { return false }
            return Timestamp(scanner.string(try scanner.readString())) != nil
        case .duration:
            guard kind == .string else { return false }
            return Duration(shorthand: scanner.string(try scanner.readString())) != nil
        case .list(let element):
            guard kind == .array else { return false }
            try scanner.beginArray()
            while try scanner.nextElement() {
                guard try elementFits(element, &scanner) else { return false }
            }
            return true
        case .map(let value):
            guard kind == .object else { return false }
            try scanner.beginObject()
            while try scanner.nextKey() != nil {
                guard try elementFits(value, &scanner) else { return false }
            }
            return true
        }
    }

    private static func elementFits(
        _ type: FieldType, _ scanner: inout JSONScanner
    ) throws -> Bool {
        let kind = try scanner.peekKind()
        let range = try scanner.readRawValue()
        var element = JSONScanner(scanner.slice(range))
        return try fits(type, kind, &element)
    }
}

extension JSONKind {
    /// The kind with its article, for messages.
    fileprivate var article: String {
        switch self {
        case .null: "null"
        case .boolean: "a Boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
