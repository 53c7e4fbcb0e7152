import CEL
import Decisions

/// What the text of a field stands for, where its type is written as a JSON string.
enum FieldText {
    static func isValid(_ text: String, as type: FieldType) -> Bool {
        var text = text
        return switch type {
        case .bytes: text.withUTF8 { bytes($0) } != nil
        case .timestamp: text.withUTF8 { timestamp($0) } != nil
        case .duration: Nanoseconds(text) != nil
        default: true
        }
    }

    /// Reads a moment as cases write it, to the microsecond.
    static func timestamp(_ text: UnsafeBufferPointer<UInt8>) -> CEL.Timestamp? {
        guard let moment = Decisions.Timestamp(utf8: text) else { return nil }
        let (second, rest) = moment.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let isBefore = rest < 0
        return CEL.Timestamp(
            seconds: isBefore ? second - 1 : second,
            nanoseconds: Int32((isBefore ? rest + 1_000_000 : rest) * 1000))
    }

    /// Reads base64 (RFC 4648, either alphabet), with or without padding.
    static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var end = text.count
        while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        guard end == text.count || text.count % 4 == 0, end % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for byte in text[..<end] {
            guard let digit = digit(byte) else { return nil }
            buffer = buffer << 6 | digit
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte) - 65
        case 97...122: UInt32(byte) - 71
        case 48...57: UInt32(byte) + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
