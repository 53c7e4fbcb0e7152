extension JSONWriter {
    mutating func appendDigits(_ value: UInt64) {
        if value < 10 {
            append(UInt8(truncatingIfNeeded: value) + .zero)
            return
        }
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
        if appendShortDecimal(value) { return }
        var text = value.description
        text.withUTF8 { append($0) }
    }

    /// Writes numbers such as `0.93` and `12.0` without searching for the shortest text.
    ///
    /// A decimal of up to 15 digits is the shortest text of the double that it reads as, and
    /// `digits / scale` is what it reads as (Clinger 1990).
    private mutating func appendShortDecimal(_ value: Double) -> Bool {
        let magnitude = value.magnitude
        guard magnitude < 1e9, magnitude >= 0.001 else { return false }
        var scaled = (magnitude * 10_000).rounded()
        guard scaled / 10_000 == magnitude else { return false }
        if value < 0 { append(.minus) }
        let whole = UInt64(magnitude)
        appendDigits(whole)
        append(.dot)
        scaled -= Double(whole) * 10_000
        var fraction = UInt64(scaled)
        var unit: UInt64 = 1000
        repeat {
            append(UInt8(truncatingIfNeeded: fraction / unit) + .zero)
            fraction %= unit
            unit /= 10
        } while fraction > 0
        return true
    }

    mutating func appendEscaped(_ value: String) {
        append(.quote)
        var value = value
        value.withUTF8 { appendEscaped($0) }
        append(.quote)
    }

    /// Appends `text`, runs that need no escape at once.
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte < .space || byte == .quote || byte == .backslash else {
                index += 1
                continue
            }
            append(UnsafeBufferPointer(rebasing: text[start..<index]))
            appendEscape(byte)
            index += 1
            start = index
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
