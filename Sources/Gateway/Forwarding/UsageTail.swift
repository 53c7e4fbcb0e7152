import Decisions
import JSONCodec

/// Finds what a reply says of its tokens while it passes: servers say it near the end, in JSON as in
/// the last events of a stream.
struct UsageTail {
    private static let width = 4096
    private static let name = Array("\"usage\"".utf8)

    private var tail: [UInt8] = []

    /// Looks at the next piece of the reply.
    mutating func saw(_ piece: [UInt8]) {
        tail += piece.suffix(Self.width)
        if tail.count > 2 * Self.width { tail.removeFirst(tail.count - Self.width) }
    }

    /// The tokens that the reply was billed for; `nil` where it does not say.
    var tokens: TokenUsage? {
        var end = tail.endIndex
        // A quotation mark inside a text has a backslash before it, so that this is a member's name.
        while let start = tail[..<end].lastRange(of: Self.name) {
            if let tokens = Self.tokens(tail[start.upperBound...]) { return tokens }
            end = start.lowerBound
        }
        return nil
    }

    private static func tokens(_ text: ArraySlice<UInt8>) -> TokenUsage? {
        let value = text.drop { $0 == UInt8(ascii: ":") || $0 == 0x20 }
        guard value.first == UInt8(ascii: "{"), let end = objectEnd(value),
            let json = try? JSONValue(parsing: Array(value[..<end]))
        else { return nil }
        let input = json["prompt_tokens"] ?? json["input_tokens"]
        let output = json["completion_tokens"] ?? json["output_tokens"]
        guard let input = input?.int, input >= 0 else { return nil }
        return TokenUsage(input: Int(input), output: Int(max(0, output?.int ?? 0)))
    }

    /// Where the object ends; names and texts in it have no braces.
    private static func objectEnd(_ text: ArraySlice<UInt8>) -> Int? {
        var depth = 0
        for (index, byte) in zip(text.indices, text) {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return nil
    }
}

extension [UInt8].SubSequence {
    fileprivate func lastRange(of bytes: [UInt8]) -> Range<Int>? {
        guard count >= bytes.count else { return nil }
        for start in (startIndex...endIndex - bytes.count).reversed()
        where self[start] == bytes[0] && self[start..<start + bytes.count].elementsEqual(bytes) {
            return start..<start + bytes.count
        }
        return nil
    }
}
