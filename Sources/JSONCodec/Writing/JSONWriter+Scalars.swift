extension JSONWriter {
    mutating func appendDigits(_ value: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value
            var start = 20
            repeat {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                digits[start] = UInt8(truncatingIfNeeded: remainder) + .zero
                rest = quotient
            } while rest > 0
            append(UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    mutating func appendDouble(_ value: Double) {
        if appendShortDecimal(value, keepsPoint: true) { return }
        var text = value.description
        text.withUTF8 { append($0) }
    }

    /// Writes numbers such as `0.93` and `12.0` without searching for the shortest text; false if
    /// `value` is not such a number.
    ///
    /// A decimal of up to 15 digits is the shortest text of the double that it reads as, and
    /// `scaled / 10_000` is what it reads as (Clinger 1990).
    mutating func appendShortDecimal(_ value: Double, keepsPoint: Bool) -> Bool {
        let magnitude = value.magnitude
        guard magnitude < 1e9, magnitude >= 0.001 else { return false }
        let scaled = UInt64(magnitude * 10_000 + 0.5)
        guard Double(scaled) / 10_000 == magnitude else { return false }
        if value < 0 { append(.minus) }
        appendDigits(scaled / 10_000)
        var fraction = scaled % 10_000
        if fraction == 0, !keepsPoint { return true }
        append(.dot)
        var unit: UInt64 = 1000
        repeat {
            append(UInt8(truncatingIfNeeded: fraction / unit) + .zero)
            fraction %= unit
            unit /= 10
        } while fraction > 0
        return true
    }

    /// Returns how many bytes come before the first that needs escaping.
    @inline(__always)
    static func lengthWithoutEscapes(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var index = 0
        while index + 8 <= text.count {
            let escapes = ByteBlock(loading: text, at: index).escapes
            guard escapes == 0 else { return index + escapes.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < text.count, !needsEscape(text[index]) { index += 1 }
        return index
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < .space || byte == .quote || byte == .backslash
    }

    /// Appends `text`, whose first `clean` bytes need no escape, runs of such bytes at once.
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, clean: Int) {
        var start = 0
        var index = clean
        while index < text.count {
            if Self.needsEscape(text[index]) {
                append(UnsafeBufferPointer(rebasing: text[start..<index]))
                appendEscape(text[index])
                start = index + 1
            }
            index += 1
        }
        append(UnsafeBufferPointer(rebasing: text[start...]))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(.backslash)
        switch byte {
        case .quote, .backslash: append(byte)
        case .newline: append(.letter("n"))
        case .carriageReturn: append(.letter("r"))
        case .tab: append(.letter("t"))
        case 0x08: append(.letter("b"))
        case 0x0C: append(.letter("f"))
        default:
            append(.letter("u"))
            append(.zero)
            append(.zero)
            append(.zero + byte >> 4)
            let low = byte & 0xF
            append(low < 10 ? .zero + low : .letter("a") - 10 + low)
        }
    }
}
