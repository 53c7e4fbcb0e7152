/// Splits an expression into tokens.
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var tokens: [Token] = []
    private(set) var problems: [Problem] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while let token = next() { tokens.append(token) }
        tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
    }

    private mutating func next() -> Token? {
        while position < bytes.count {
            skipSpace()
            guard position < bytes.count else { return nil }
            let start = position
            if let kind = scan() { return Token(kind: kind, range: start..<position) }
        }
        return nil
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20:
                position += 1
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while position < bytes.count, bytes[position] != 0x0A { position += 1 }
            default:
                return
            }
        }
    }

    /// Takes one token, or reports what cannot start one and returns `nil`.
    private mutating func scan() -> Token.Kind? {
        let first = byte()
        if first.isDigit || (first == UInt8(ascii: ".") && byte(1).isDigit) { return number() }
        if let prefix = stringPrefix() { return string(prefix) }
        if first.isIdentifierStart { return word() }
        if first == UInt8(ascii: "`") { return quotedIdentifier() }
        return symbol()
    }

    private mutating func symbol() -> Token.Kind? {
        let second = byte(1)
        let pair: Token.Kind? =
            switch (Character(Unicode.Scalar(byte())), Character(Unicode.Scalar(second))) {
            case ("=", "="): .equal
            case ("!", "="): .notEqual
            case ("<", "="): .lessEqual
            case (">", "="): .greaterEqual
            case ("&", "&"): .and
            case ("|", "|"): .or
            default: nil
            }
        if let pair {
            position += 2
            return pair
        }
        guard let single = Self.singles[Character(Unicode.Scalar(byte()))] else {
            reportStray()
            return nil
        }
        position += 1
        return single
    }

    private static let singles: [Character: Token.Kind] = [
        "(": .leftParenthesis, ")": .rightParenthesis, "[": .leftBracket, "]": .rightBracket,
        "{": .leftBrace, "}": .rightBrace, ".": .dot, ",": .comma, ":": .colon, "?": .question,
        "+": .plus, "-": .minus, "*": .star, "/": .slash, "%": .percent, "!": .not,
        "<": .less, ">": .greater,
    ]

    private mutating func reportStray() {
        let start = position
        let hints: [Character: String] = [
            "=": "did you mean `==`?", "&": "did you mean `&&`?", "|": "did you mean `||`?",
            ";": "an expression is one value and ends without a mark",
            "#": "a comment starts with `//`",
        ]
        let first = Character(Unicode.Scalar(byte()))
        position += 1
        // One problem for a whole character of several bytes.
        while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        problems.append(
            Problem(start..<position, "unexpected character `\(text)`", hint: hints[first]))
    }

    private mutating func word() -> Token.Kind {
        let start = position
        while byte().isIdentifierPart { position += 1 }
        return switch String(decoding: bytes[start..<position], as: UTF8.self) {
        case "in": .in
        case "true": .true
        case "false": .false
        case "null": .null
        default: .identifier
        }
    }

    private mutating func quotedIdentifier() -> Token.Kind? {
        let start = position
        position += 1
        while position < bytes.count, byte() != UInt8(ascii: "`"), byte() != 0x0A { position += 1 }
        guard byte() == UInt8(ascii: "`") else {
            problems.append(
                Problem(
                    start..<position, "this quoted field name does not end", hint: "add a \"`\""))
            return nil
        }
        position += 1
        return .quotedIdentifier
    }

    private mutating func number() -> Token.Kind {
        if byte() == UInt8(ascii: "0"), byte(1) | 0x20 == UInt8(ascii: "x"), byte(2).isHexDigit {
            position += 2
            while byte().isHexDigit { position += 1 }
            return integerSuffix()
        }
        var isDouble = false
        while byte().isDigit { position += 1 }
        if byte() == UInt8(ascii: "."), byte(1).isDigit {
            isDouble = true
            position += 1
            while byte().isDigit { position += 1 }
        }
        let hasSign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
        if byte() | 0x20 == UInt8(ascii: "e"), byte(hasSign ? 2 : 1).isDigit {
            isDouble = true
            position += hasSign ? 2 : 1
            while byte().isDigit { position += 1 }
        }
        return isDouble ? .double : integerSuffix()
    }

    private mutating func integerSuffix() -> Token.Kind {
        guard byte() | 0x20 == UInt8(ascii: "u") else { return .int }
        position += 1
        return .uint
    }

    private struct StringPrefix {
        var length = 0
        var isRaw = false
        var isBytes = false
    }

    private func stringPrefix() -> StringPrefix? {
        var prefix = StringPrefix()
        if byte() | 0x20 == UInt8(ascii: "b") {
            prefix.isBytes = true
            prefix.length += 1
        }
        if byte(prefix.length) | 0x20 == UInt8(ascii: "r") {
            prefix.isRaw = true
            prefix.length += 1
        }
        return byte(prefix.length).isQuote ? prefix : nil
    }

    private mutating func string(_ prefix: StringPrefix) -> Token.Kind? {
        let start = position
        position += prefix.length
        let quote = byte()
        let isTriple = byte(1) == quote && byte(2) == quote
        position += isTriple ? 3 : 1
        while position < bytes.count {
            if byte() == quote, !isTriple || (byte(1) == quote && byte(2) == quote) {
                position += isTriple ? 3 : 1
                return prefix.isBytes ? .bytes : .string
            }
            if !isTriple, byte() == 0x0A || byte() == 0x0D { break }
            position += byte() == UInt8(ascii: "\\") && !prefix.isRaw ? 2 : 1
        }
        position = min(position, bytes.count)
        let mark = String(repeating: Character(Unicode.Scalar(quote)), count: isTriple ? 3 : 1)
        let hint =
            position < bytes.count
            ? "a string over several lines needs three quotes on either side" : "add `\(mark)`"
        problems.append(Problem(start..<position, "this string does not end", hint: hint))
        // Behind it strings and code have changed places.
        position = bytes.count
        return nil
    }
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isHexDigit: Bool { isDigit || (97...102).contains(self | 0x20) }
    var isQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }
    var isIdentifierStart: Bool { (97...122).contains(self | 0x20) || self == UInt8(ascii: "_") }
    var isIdentifierPart: Bool { isIdentifierStart || isDigit }
}
