/// The value of a variable: a scalar, a stretch of the activation's bytes, or a place in its table.
struct Slot: BitwiseCopyable {
    var bits: UInt64
    var length: UInt32
    var tag: Tag

    enum Tag: UInt8, BitwiseCopyable {
        case absent, null, bool, int, uint, double, string, bytes
        /// Any other value; the bits are its place in the side table.
        case value

        /// What a slot holds for a value of `type`; `nil` where that depends on the value.
        init?(_ type: CELType) {
            switch type {
            case .null: self = .null
            case .bool: self = .bool
            case .int: self = .int
            case .uint: self = .uint
            case .double: self = .double
            case .string: self = .string
            case .bytes: self = .bytes
            case .dyn, .timestamp, .duration, .list, .map, .optional, .wrapper, .type, .abstract,
                .parameter:
                return nil
            }
        }
    }

    static let absent = Slot(bits: 0, length: 0, tag: .absent)
}
