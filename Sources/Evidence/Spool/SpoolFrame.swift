/// How a record lies in a segment: mark, length, checksum, payload.
///
/// The checksum covers length and payload. The mark lets a reader find the next record behind
/// damage; a payload may hold it too, so only the checksum tells a record.
enum SpoolFrame {
    static let mark: UInt32 = 0x5E_C0_4D_A5
    static let headerSize = 12

    /// Room for a frame's header, which `close` fills in once the payload stands behind it.
    static func begin(_ bytes: inout [UInt8]) {
        bytes.append(contentsOf: repeatElement(0, count: headerSize))
    }

    /// Fills in the header of the frame that begins at `start` and ends with `bytes`.
    static func close(_ bytes: inout [UInt8], from start: Int = 0) {
        let length = UInt32(clamping: bytes.count - start - headerSize)
        bytes.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: mark.littleEndian, toByteOffset: start, as: UInt32.self)
            bytes.storeBytes(of: length.littleEndian, toByteOffset: start + 4, as: UInt32.self)
            let sum = checksum(UnsafeRawBufferPointer(rebasing: bytes[start...]), length)
            bytes.storeBytes(of: sum.littleEndian, toByteOffset: start + 8, as: UInt32.self)
        }
    }

    enum Reading: Hashable {
        /// A whole frame; its payload's range.
        case frame(Range<Int>)
        /// The bytes end before the frame does, which has at least this length.
        case incomplete(Int)
        /// No frame begins here.
        case none
    }

    /// Looks for a frame at `offset`; a payload longer than `longest` is none.
    static func read(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, longest: Int
    ) -> Reading {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
        guard rest.count >= 4 else { return .incomplete(headerSize) }
        guard word(rest, 0) == mark else { return .none }
        guard rest.count >= headerSize else { return .incomplete(headerSize) }
        let length = word(rest, 4)
        guard length > 0, length <= longest else { return .none }
        let end = headerSize + Int(length)
        guard rest.count >= end else { return .incomplete(end) }
        let frame = UnsafeRawBufferPointer(rebasing: rest[..<end])
        guard checksum(frame, length) == word(rest, 8) else { return .none }
        return .frame(offset + headerSize..<offset + end)
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private static func checksum(_ frame: UnsafeRawBufferPointer, _ length: UInt32) -> UInt32 {
        // Turned and mixed with the length, so that zeros are no frame.
        let sum = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: frame[headerSize...]))
        return (sum << 15 | sum >> 17) &+ length &* 0x9E37_79B1
    }
}
