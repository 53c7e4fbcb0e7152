extension Parser {
    /// Reads a number, string, bytes, boolean or null.
    mutating func literal() throws(ParsingStopped) -> Expression {
        let start = current
        let isNegative = start.kind == .minus ? skip(.minus) : false
        let token = advance()
        let range = start.range.lowerBound..<token.range.upperBound
        let value: Value =
            switch token.kind {
            case .true: .bool(true)
            case .false: .bool(false)
            case .null: .null
            case .int: try integer(range, text(token), isNegative: isNegative)
            case .uint: try unsigned(range, text(token))
            case .double: try double(range, (isNegative ? "-" : "") + text(token))
            case .string: .string(try string(token))
            case .bytes: .bytes(try contents(token, isBytes: true))
            default: throw unexpected("a value")
            }
        return try node(range, .literal(value))
    }

    private mutating func integer(
        _ range: Range<Int>, _ digits: String, isNegative: Bool
    ) throws(ParsingStopped) -> Value {
        let sign = isNegative ? "-" : ""
        let value =
            digits.hasHexPrefix
            ? Int64(sign + digits.dropFirst(2), radix: 16) : Int64(sign + digits)
        if let value { return .int(value) }
        throw stop(
            Problem(
                range, "`\(sign + digits)` does not fit into 64 bits",
                hint: isNegative ? nil : "up to 18446744073709551615 fits with a `u` behind it"))
    }

    private mutating func unsigned(
        _ range: Range<Int>, _ text: String
    ) throws(ParsingStopped) -> Value {
        let digits = String(text.dropLast())
        let value =
            digits.hasHexPrefix ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
        if let value { return .uint(value) }
        throw stop(Problem(range, "`\(text)` does not fit into 64 bits"))
    }

    private mutating func double(
        _ range: Range<Int>, _ text: String
    ) throws(ParsingStopped) -> Value {
        if let value = Double(text), value.isFinite { return .double(value) }
        throw stop(Problem(range, "`\(text)` is too large for a double"))
    }

    private mutating func string(_ token: Token) throws(ParsingStopped) -> String {
        String(decoding: try contents(token, isBytes: false), as: UTF8.self)
    }

    /// Returns what stands between the quotes, escapes resolved, as UTF-8 or as bytes.
    private mutating func contents(
        _ token: Token, isBytes: Bool
    ) throws(ParsingStopped) -> [UInt8] {
        var start = token.range.lowerBound
        var isRaw = false
        while !bytes[start].isQuote {
            isRaw = isRaw || bytes[start] | 0x20 == UInt8(ascii: "r")
            start += 1
        }
        let isTriple =
            token.range.upperBound - start >= 6 && bytes[start + 1] == bytes[start]
            && bytes[start + 2] == bytes[start]
        let margin = isTriple ? 3 : 1
        let inner = start + margin..<token.range.upperBound - margin
        if isRaw { return Array(bytes[inner]) }
        var reader = EscapeReader(bytes: bytes, range: inner, isBytes: isBytes)
        do throws(Problem.Failure) {
            return try reader.resolved()
        } catch {
            throw stop(error.problem)
        }
    }
}

extension Problem {
    struct Failure: Error {
        let problem: Problem
    }
}

extension String {
    fileprivate var hasHexPrefix: Bool { hasPrefix("0x") || hasPrefix("0X") }
}

/// Resolves the escapes of a string.
private struct EscapeReader {
    let bytes: [UInt8]
    let range: Range<Int>
    let isBytes: Bool
    private var output: [UInt8] = []
    private var position: Int

    init(bytes: [UInt8], range: Range<Int>, isBytes: Bool) {
        self.bytes = bytes
        self.range = range
        self.isBytes = isBytes
        position = range.lowerBound
    }

    mutating func resolved() throws(Problem.Failure) -> [UInt8] {
        while position < range.upperBound {
            if bytes[position] == UInt8(ascii: "\\") {
                try escape()
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        return output
    }

    private static let simple: [Character: UInt8] = [
        "a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "?": 63, "\"": 34,
        "'": 39, "`": 96,
    ]

    private mutating func escape() throws(Problem.Failure) {
        let start = position
        guard position + 1 < range.upperBound else { throw failure(start, 1) }
        let letter = Character(Unicode.Scalar(bytes[position + 1]))
        position += 2
        if let byte = Self.simple[letter] {
            output.append(byte)
            return
        }
        switch letter {
        case "x", "X": try number(start, digits: 2, radix: 16)
        case "u" where !isBytes: try number(start, digits: 4, radix: 16)
        case "U" where !isBytes: try number(start, digits: 8, radix: 16)
        case "0"..."3":
            position -= 1
            try number(start, digits: 3, radix: 8)
        default: throw failure(start, 2)
        }
    }

    private mutating func number(
        _ start: Int, digits: Int, radix: UInt32
    ) throws(Problem.Failure) {
        let end = position + digits
        guard end <= range.upperBound,
            let value = UInt32(
                String(decoding: bytes[position..<end], as: UTF8.self), radix: Int(radix)),
            bytes[position].isHexDigit
        else { throw failure(start, min(end, range.upperBound) - start) }
        position = end
        if isBytes {
            guard let byte = UInt8(exactly: value) else { throw failure(start, end - start) }
            output.append(byte)
        } else {
            guard let scalar = Unicode.Scalar(value) else {
                throw failure(start, end - start, "is not a code point")
            }
            output.append(contentsOf: String(Character(scalar)).utf8)
        }
    }

    private func failure(
        _ start: Int, _ length: Int, _ complaint: String = "is not an escape"
    ) -> Problem.Failure {
        let end = min(start + max(length, 1), range.upperBound)
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        let hint = "write `\\\\` for a backslash, or put `r` before the string"
        return Problem.Failure(
            problem: Problem(start..<end, "`\(text)` \(complaint)", hint: hint))
    }
}
