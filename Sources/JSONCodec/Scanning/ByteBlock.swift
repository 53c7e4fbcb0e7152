/// Eight bytes looked at together; the lowest is the first.
struct ByteBlock {
    private let word: UInt64

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Loads the eight bytes from `offset`, all of which must be in `bytes`.
    @inline(__always)
    init(loading bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset + 8 <= bytes.count)
        word = UInt64(
            littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
                fromByteOffset: offset, as: UInt64.self))
    }

    /// The high bit of each byte that is not ASCII.
    @inline(__always)
    var nonASCII: UInt64 { word & Self.highBits }

    /// Zero where no byte is a quote, a backslash or a control; otherwise the lowest bit that is set
    /// lies in the first such byte.
    @inline(__always)
    var escapes: UInt64 {
        let controls = word &- Self.ones &* 0x20
        let quotes = (word ^ (Self.ones &* 0x22)) &- Self.ones
        let backslashes = (word ^ (Self.ones &* 0x5C)) &- Self.ones
        // A borrow can only mark bytes above one that is rightly marked.
        return (controls | quotes | backslashes) & ~word & Self.highBits
    }

    /// As `escapes`, for bytes that are not ASCII too.
    @inline(__always)
    var special: UInt64 { escapes | nonASCII }
}
