extension JSONScanner {
    /// Passes the string whose opening quote comes next.
    mutating func scanString() throws(JSONError) -> JSONString {
        let start = offset + 1
        offset = start
        var hasEscapes = false
        while true {
            skipPlainASCII()
            guard let byte = peek() else { throw unexpected(.closingQuote) }
            switch byte {
            case .quote:
                let string = JSONString(
                    offset: start, length: offset - start, hasEscapes: hasEscapes)
                offset += 1
                return string
            case .backslash:
                hasEscapes = true
                _ = try scanEscape()
            case 0x80...:
                guard let length = UTF8Sequence.length(at: offset, in: bytes) else {
                    throw JSONError(.invalidUTF8, at: offset)
                }
                offset += length
            default:
                throw JSONError(.controlCharacter(byte), at: offset)
            }
        }
    }

    /// Returns whether `string` says `name`.
    package func equals(_ string: JSONString, _ name: StaticString) -> Bool {
        equals(string, UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    /// Returns whether `string` says `name`, which is UTF-8.
    package func equals(_ string: JSONString, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if string.hasEscapes {
            var text: [UInt8] = []
            appendUnescaped(string, to: &text)
            return text.elementsEqual(name)
        }
        guard string.length == name.count else { return false }
        let content = slice(string.range)
        for index in 0..<name.count where content[index] != name[index] { return false }
        return true
    }

    /// Returns what `string`, which this scanner has passed, stands for.
    package func string(_ string: JSONString) -> String {
        if !string.hasEscapes {
            return String(decoding: slice(string.range), as: UTF8.self)
        }
        return String(unsafeUninitializedCapacity: string.length) { unescape(string, into: $0) }
    }

    /// Appends the UTF-8 that `string`, which this scanner has passed, stands for.
    package func appendUnescaped(_ string: JSONString, to buffer: inout [UInt8]) {
        let content = slice(string.range)
        if !string.hasEscapes {
            buffer.append(contentsOf: content)
            return
        }
        buffer.append(
            contentsOf: [UInt8](unsafeUninitializedCapacity: string.length) { target, count in
                count = unescape(string, into: target)
            })
    }

    /// Writes the UTF-8 that `string`, which this scanner has passed, stands for and returns its
    /// length; `target` needs room for `string.length` bytes.
    @discardableResult
    package func unescape(
        _ string: JSONString, into target: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        let content = slice(string.range)
        precondition(target.count >= content.count)
        var reader = JSONScanner(content)
        var length = 0
        while let byte = reader.peek() {
            if byte == .backslash, let scalar = try? reader.scanEscape() {
                length += UTF8Sequence.encode(scalar, into: target, at: length)
            } else {
                target[length] = byte
                length += 1
                reader.offset += 1
            }
        }
        return length
    }

    /// Returns the bytes in `range`, valid as long as the scanned ones.
    package func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        return UnsafeBufferPointer(rebasing: bytes[range])
    }

    /// Passes bytes up to the first one that is a quote, a backslash, a control or not ASCII.
    @inline(__always)
    private mutating func skipPlainASCII() {
        while offset + 8 <= bytes.count {
            let special = ByteBlock(loading: bytes, at: offset).special
            guard special == 0 else {
                offset += special.trailingZeroBitCount / 8
                return
            }
            offset += 8
        }
        while let byte = peek(), byte >= .space, byte < 0x80, byte != .quote, byte != .backslash {
            offset += 1
        }
    }

    /// Passes the escape whose backslash comes next.
    private mutating func scanEscape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        guard let byte = peek() else { throw unexpected(.escape) }
        offset += 1
        switch byte {
        case .quote, .backslash, .slash: return Unicode.Scalar(byte)
        case .letter("b"): return "\u{8}"
        case .letter("f"): return "\u{C}"
        case .letter("n"): return "\n"
        case .letter("r"): return "\r"
        case .letter("t"): return "\t"
        case .letter("u"): break
        default: throw JSONError(.unknownEscape(byte), at: start)
        }
        let unit = try scanHexUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, peek() == .backslash else {
            throw JSONError(.loneSurrogate, at: start)
        }
        offset += 1
        guard peek() == .letter("u") else { throw JSONError(.loneSurrogate, at: start) }
        offset += 1
        let low = try scanHexUnit()
        guard
            (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        else { throw JSONError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func scanHexUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = peek()?.hexDigit else { throw unexpected(.hexDigit) }
            unit = unit << 4 | digit
            offset += 1
        }
        return unit
    }
}
