/// Walks one JSON text (RFC 8259, strictly) without allocating.
///
/// The caller pulls what it expects:
///
/// ```swift
/// try scanner.beginObject()
/// while let key = try scanner.nextKey() {
///     if scanner.equals(key, "amount") { amount = try scanner.readDouble() }
///     else { try scanner.skipValue() }
/// }
/// try scanner.finish()
/// ```
///
/// Every byte that is passed over is validated: grammar, escapes, UTF-8 and depth. Duplicate keys
/// are the caller's to see. After a thrown error the scanner is of no further use.
package struct JSONScanner {
    package static let defaultDepth = 128

    /// The text; whoever made the scanner keeps it alive (see `withJSONScanner`).
    package let bytes: UnsafeBufferPointer<UInt8>
    /// How many bytes have been passed.
    package internal(set) var offset = 0
    /// How many containers are open.
    package private(set) var depth = 0
    private let maximumDepth: Int
    /// Whether the innermost container has just been opened.
    private var isFirst = false

    /// Makes a scanner over `bytes`, which must outlive it; `maximumDepth` is at most 512.
    package init(
        _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = JSONScanner.defaultDepth
    ) {
        precondition((1...512).contains(maximumDepth))
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// Returns the kind of the value that comes next, without passing it.
    package mutating func peekKind() throws(JSONError) -> JSONKind {
        skipWhitespace()
        switch peek() {
        case .openBrace: return .object
        case .openBracket: return .array
        case .quote: return .string
        case .letter("t"), .letter("f"): return .boolean
        case .letter("n"): return .null
        case .minus, .some(0x30...0x39): return .number
        default: throw unexpected(.value)
        }
    }

    // MARK: Containers

    package mutating func beginObject() throws(JSONError) {
        try open(.openBrace, expected: .object)
    }

    /// Returns the next key, its colon passed, or nil once the object is closed.
    package mutating func nextKey() throws(JSONError) -> JSONString? {
        skipWhitespace()
        let next = peek()
        if next == .closeBrace {
            close()
            return nil
        }
        if isFirst {
            isFirst = false
            guard next == .quote else { throw unexpected(.keyOrEnd) }
        } else {
            guard next == .comma else { throw unexpected(.commaOrBrace) }
            offset += 1
            skipWhitespace()
            guard peek() == .quote else { throw unexpected(.key) }
        }
        let key = try scanString()
        skipWhitespace()
        guard peek() == .colon else { throw unexpected(.colon) }
        offset += 1
        return key
    }

    package mutating func beginArray() throws(JSONError) {
        try open(.openBracket, expected: .array)
    }

    /// Returns whether another element follows; once false, the array is closed.
    package mutating func nextElement() throws(JSONError) -> Bool {
        skipWhitespace()
        let next = peek()
        if next == .closeBracket {
            close()
            return false
        }
        if isFirst {
            isFirst = false
            return true
        }
        guard next == .comma else { throw unexpected(.commaOrBracket) }
        offset += 1
        skipWhitespace()
        if peek() == .closeBracket { throw unexpected(.value) }
        return true
    }

    /// Checks that nothing but whitespace is left.
    package mutating func finish() throws(JSONError) {
        skipWhitespace()
        if let byte = peek() { throw JSONError(.trailing(byte), at: offset) }
    }

    private mutating func open(
        _ bracket: UInt8, expected: JSONError.Expectation
    ) throws(JSONError) {
        skipWhitespace()
        guard peek() == bracket else { throw unexpected(expected) }
        guard depth < maximumDepth else {
            throw JSONError(.tooDeep(limit: maximumDepth), at: offset)
        }
        depth += 1
        offset += 1
        isFirst = true
    }

    private mutating func close() {
        depth -= 1
        offset += 1
        isFirst = false
    }

    // MARK: Scalars

    /// Passes a string and returns where its content stands.
    package mutating func readString() throws(JSONError) -> JSONString {
        skipWhitespace()
        guard peek() == .quote else { throw unexpected(.string) }
        return try scanString()
    }

    package mutating func readBool() throws(JSONError) -> Bool {
        skipWhitespace()
        if passes("true") { return true }
        if passes("false") { return false }
        throw unexpected(.boolean)
    }

    package mutating func readNull() throws(JSONError) {
        skipWhitespace()
        guard passes("null") else { throw unexpected(.null) }
    }

    /// Passes any value, validating it.
    package mutating func skipValue() throws(JSONError) {
        switch try peekKind() {
        case .object:
            try beginObject()
            while try nextKey() != nil { try skipValue() }
        case .array:
            try beginArray()
            while try nextElement() { try skipValue() }
        case .string: _ = try scanString()
        case .number: _ = try readNumber()
        case .boolean: _ = try readBool()
        case .null: try readNull()
        }
    }

    /// Passes any value, validating it, and returns the bytes that it takes up.
    package mutating func readRawValue() throws(JSONError) -> Range<Int> {
        skipWhitespace()
        let start = offset
        try skipValue()
        return start..<offset
    }

    // MARK: Bytes

    /// The next byte; nil at the end.
    @inline(__always)
    func peek() -> UInt8? {
        offset < bytes.count ? bytes[offset] : nil
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while let byte = peek(), byte <= .space {
            guard
                byte == .space || byte == .newline || byte == .carriageReturn || byte == .tab
            else { return }
            offset += 1
        }
    }

    func unexpected(_ expected: JSONError.Expectation) -> JSONError {
        guard let byte = peek() else {
            return JSONError(.unexpectedEnd(expected: expected), at: offset)
        }
        return JSONError(.unexpected(byte, expected: expected), at: offset)
    }

    private mutating func passes(_ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard offset + length <= bytes.count else { return false }
        for index in 0..<length where literal.utf8Start[index] != bytes[offset + index] {
            return false
        }
        offset += length
        return true
    }
}

/// Calls `body` with a scanner over `bytes`.
package func withJSONScanner<Result, Failure: Error>(
    over bytes: [UInt8], maximumDepth: Int = JSONScanner.defaultDepth,
    _ body: (inout JSONScanner) throws(Failure) -> Result
) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
        var scanner = JSONScanner(buffer, maximumDepth: maximumDepth)
        return try body(&scanner)
    }
}
