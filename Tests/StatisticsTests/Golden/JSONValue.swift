import Foundation

/// A JSON document, for reference cases whose shape is known only to their handler.
enum JSONValue: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The JSON of a statistic; undefined and infinite ones are null.
    static func figure(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .number(value)
    }

    static func figures(_ values: [Double]) -> JSONValue { .list(values.map(figure)) }

    static func count(_ value: Int) -> JSONValue { .number(Double(value)) }

    var number: Double? {
        switch self {
        case .number(let value): value
        case .bool(let value): value ? 1 : 0
        case .null, .text, .list, .object: nil
        }
    }

    var list: [JSONValue]? {
        guard case .list(let values) = self else { return nil }
        return values
    }

    /// A label of a category: the text itself, or a number in its shortest form.
    var label: String? {
        switch self {
        case .text(let value): value
        case .number(let value):
            value == value.rounded() ? String(Int(value)) : String(value)
        case .bool(let value): value ? "1" : "0"
        case .null, .list, .object: nil
        }
    }
}
