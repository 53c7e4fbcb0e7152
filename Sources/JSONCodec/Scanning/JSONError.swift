/// Why bytes are not the JSON that was asked for, and where.
package struct JSONError: Error, Hashable, Sendable {
    /// What was found at `offset`.
    package enum Fact: Hashable, Sendable {
        /// A byte that cannot stand here.
        case unexpected(UInt8, expected: Expectation)
        /// The text ends too early.
        case unexpectedEnd(expected: Expectation)
        /// Something after the one value that a text may hold.
        case trailing(UInt8)
        /// A number such as `012`.
        case leadingZero
        /// A number with a fraction or an exponent where an integer is wanted.
        case notAnInteger
        /// A number beyond the type that it was read as.
        case numberOutOfRange
        /// A byte below 0x20 inside a string.
        case controlCharacter(UInt8)
        /// A backslash and a byte that do not form an escape.
        case unknownEscape(UInt8)
        /// Half of a surrogate pair.
        case loneSurrogate
        /// Bytes that are not UTF-8: stray, overlong, surrogate or beyond U+10FFFF.
        case invalidUTF8
        /// A key that its object already has.
        case duplicateKey(String)
        /// More nested containers than allowed.
        case tooDeep(limit: Int)
        /// A longer text than allowed.
        case tooManyBytes(limit: Int)
        /// More values in one text than allowed.
        case tooManyValues(limit: Int)
    }

    /// What would have been right.
    package enum Expectation: String, Hashable, Sendable {
        case value = "a value"
        case object = "an object"
        case array = "an array"
        case string = "a string"
        case number = "a number"
        case boolean = "`true` or `false`"
        case null = "`null`"
        case key = "a key"
        case keyOrEnd = "a key or `}`"
        case colon = "`:`"
        case commaOrBrace = "`,` or `}`"
        case commaOrBracket = "`,` or `]`"
        case digit = "a digit"
        case hexDigit = "a hexadecimal digit"
        case closingQuote = "a closing `\"`"
        case escape = "an escape"
    }

    /// Where, in bytes from the start of the text.
    package var offset: Int
    package var fact: Fact

    package init(_ fact: Fact, at offset: Int) {
        self.offset = offset
        self.fact = fact
    }

    /// Returns the line and the column, both from 1 and the column in Unicode scalars, that
    /// `offset` has in `bytes`.
    package func position(in bytes: some Sequence<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == .newline {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}

extension JSONError: CustomStringConvertible {
    /// The fact in words, without the place.
    package var description: String {
        switch fact {
        case .unexpected(let byte, let expected):
            "unexpected \(Self.name(of: byte)); expected \(expected.rawValue)"
        case .unexpectedEnd(let expected): "unexpected end; expected \(expected.rawValue)"
        case .trailing(let byte): "unexpected \(Self.name(of: byte)) after the value"
        case .leadingZero: "a number with a leading zero"
        case .notAnInteger: "a number that is not an integer"
        case .numberOutOfRange: "a number out of range"
        case .controlCharacter(let byte):
            "a control character, \(Self.name(of: byte)), in a string; escape it"
        case .unknownEscape(let byte): "unknown escape: a backslash and \(Self.name(of: byte))"
        case .loneSurrogate: "half a surrogate pair in a string"
        case .invalidUTF8: "bytes that are not UTF-8"
        case .duplicateKey(let key): "duplicate key `\(key.prefix(64))`"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooManyBytes(let limit): "longer than \(limit) bytes"
        case .tooManyValues(let limit): "more than \(limit) values"
        }
    }

    private static func name(of byte: UInt8) -> String {
        if (0x21..<0x7F).contains(byte) { return "`\(Unicode.Scalar(byte))`" }
        return switch byte {
        case .space: "a space"
        case .tab: "a tab"
        case .newline: "a line feed"
        case .carriageReturn: "a carriage return"
        default: "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
