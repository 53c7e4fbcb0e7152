import CEL
import Decisions
import JSONCodec

extension Value {
    /// Makes the value of a field of `type`; `nil` where `json` doesn't fit it.
    ///
    /// Under `dyn` a number is an int where it is written without fraction and exponent and fits,
    /// else a double.
    init?(_ json: JSONValue, as type: FieldType) {
        switch type {
        case .dyn: self.init(dynamic: json)
        case .bool:
            guard let flag = json.bool else { return nil }
            self = .bool(flag)
        case .int:
            guard let number = json.int else { return nil }
            self = .int(number)
        case .uint:
            guard let number = Self.uint(json) else { return nil }
            self = .uint(number)
        case .double:
            guard let number = json.double else { return nil }
            self = .double(number)
        case .string:
            guard let text = json.string else { return nil }
            self = .string(text)
        case .bytes, .timestamp, .duration:
            guard let text = json.string else { return nil }
            self.init(text: text, as: type)
        case .list(let element):
            guard let array = json.array else { return nil }
            let values = array.compactMap { Value($0, as: element) }
            guard values.count == array.count else { return nil }
            self = .list(values)
        case .map(let value):
            guard let object = json.object else { return nil }
            let entries = object.members.compactMap { member in
                Value(member.value, as: value).map {
                    ValueMap.Entry(key: .string(member.key), value: $0)
                }
            }
            guard entries.count == object.count else { return nil }
            self = .map(ValueMap(entries))
        }
    }

    private init?(dynamic json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .largeNumber:
            guard let number = json.double else { return nil }
            self = .double(number)
        case .string(let text): self = .string(text)
        case .array: self.init(json, as: .list(.dyn))
        case .object: self.init(json, as: .map(.dyn))
        }
    }

    private init?(text: String, as type: FieldType) {
        var text = text
        switch type {
        case .bytes:
            guard let bytes = text.withUTF8(FieldText.bytes) else { return nil }
            self = .bytes(bytes)
        case .timestamp:
            guard let moment = text.withUTF8(FieldText.timestamp) else { return nil }
            self = .timestamp(moment)
        case .duration:
            guard let span = Nanoseconds(text) else { return nil }
            self = .duration(span)
        default: return nil
        }
    }

    private static func uint(_ json: JSONValue) -> UInt64? {
        if let number = json.int { return UInt64(exactly: number) }
        guard case .largeNumber(let text) = json else { return nil }
        return UInt64(text)
    }
}
