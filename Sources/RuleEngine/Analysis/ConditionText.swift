/// The text of a part of a condition, whose strings and brackets are whole.
struct ConditionText {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }
    init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    var trimmed: ConditionText {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (9...13).contains($0) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return ConditionText(bytes: []) }
        return ConditionText(bytes: bytes[first...last])
    }

    /// The pieces between `separator` where it stands outside of strings and brackets.
    func split(at separator: String) -> [ConditionText] {
        let separator = Array(separator.utf8)
        var pieces: [ConditionText] = []
        var start = 0
        var end = 0
        for index in topLevel where index >= end {
            guard bytes[index...].starts(with: separator) else { continue }
            pieces.append(ConditionText(bytes: bytes[start..<index]))
            end = index + separator.count
            start = end
        }
        return pieces + [ConditionText(bytes: bytes[start...])]
    }

    func hasTopLevel(_ marks: [String]) -> Bool {
        topLevel.contains { index in marks.contains { bytes[index...].starts(with: $0.utf8) } }
    }

    /// What stands in parentheses around the whole.
    var insideParentheses: ConditionText? {
        guard bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")"),
            topLevel == [0, bytes.count - 1]
        else { return nil }
        return ConditionText(bytes: bytes.dropFirst().dropLast())
    }

    /// The argument, where the whole is a call of `function`.
    func argument(of function: String) -> String? {
        guard bytes.starts(with: function.utf8) else { return nil }
        return ConditionText(bytes: bytes.dropFirst(function.utf8.count)).insideParentheses?
            .trimmed.string
    }

    /// The names that follow a `!`, wherever it stands.
    var negatedNames: [String] {
        bytes.split(separator: UInt8(ascii: "!")).dropFirst(
            bytes.first == UInt8(ascii: "!") ? 0 : 1
        )
        .map { rest in
            let name = rest.drop { $0 == 0x20 }.prefix { byte in
                byte == UInt8(ascii: "_") || (48...57).contains(byte)
                    || (97...122).contains(byte | 0x20)
            }
            return String(decoding: name, as: UTF8.self)
        }
    }

    /// The bytes of a string literal without escapes.
    var literal: [UInt8]? {
        guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            bytes.count >= 2, bytes.last == quote
        else { return nil }
        let content = Array(bytes.dropFirst().dropLast())
        return content.contains(quote) || content.contains(UInt8(ascii: "\\")) ? nil : content
    }

    /// The places outside of strings and brackets, the outermost brackets and quotes included.
    private var topLevel: [Int] {
        var places: [Int] = []
        var depth = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let isClosing = Self.closing.contains(byte)
            if isClosing { depth -= 1 }
            if depth <= 0 { places.append(index) }
            if Self.opening.contains(byte) { depth += 1 }
            index = byte == 0x22 || byte == 0x27 ? end(ofStringAt: index) : index + 1
        }
        return places
    }

    private static let opening = Array("([{".utf8)
    private static let closing = Array(")]}".utf8)

    private func end(ofStringAt start: Int) -> Int {
        let quote = bytes[start]
        let isRaw = start > 0 && bytes[start - 1] | 0x20 == UInt8(ascii: "r")
        let isTriple = bytes[start...].starts(with: [quote, quote, quote])
        let mark = Array(repeating: quote, count: isTriple ? 3 : 1)
        var index = start + mark.count
        while index < bytes.count, !bytes[index...].starts(with: mark) {
            index += bytes[index] == UInt8(ascii: "\\") && !isRaw ? 2 : 1
        }
        return min(index + mark.count, bytes.count)
    }
}
