/// The value of a variable: a scalar, a stretch of the activation's bytes, or a place in its table.
struct Slot: BitwiseCopyable {
    var bits: UInt64
    var length: UInt32
    var tag: Tag

    enum Tag: UInt8, BitwiseCopyable {
        case absent, null, bool, int, uint, double, string, bytes
        /// Any other value; the bits are its place in the side table.
        case value
    }

    static let absent = Slot(bits: 0, length: 0, tag: .absent)
}
