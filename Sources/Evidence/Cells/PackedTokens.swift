import Decisions

/// The tokens of a call in the place of its price, where that is unknown: a number below 0.
///
/// The sign bit, then 22 bits of input, 22 of cached input and 19 of output. Numbers that do not
/// fit, such as an input of 4,194,304 tokens, are left out, and so is a call without any.
enum PackedTokens {
    private static let inputBits = 22
    private static let outputBits = 19

    static func pack(_ tokens: TokenUsage?) -> Int64 {
        guard let tokens, let input = field(tokens.input, inputBits),
            let cached = field(tokens.cachedInput, inputBits),
            let output = field(tokens.output, outputBits)
        else { return .min }
        return .min | input << (inputBits + outputBits) | cached << outputBits | output
    }

    static func unpack(_ packed: Int64) -> TokenUsage? {
        guard packed < 0, packed != .min else { return nil }
        func field(_ shift: Int, _ bits: Int) -> Int { Int(packed >> shift & (1 << bits - 1)) }
        return TokenUsage(
            input: field(inputBits + outputBits, inputBits),
            cachedInput: field(outputBits, inputBits), output: field(0, outputBits))
    }

    private static func field(_ count: Int, _ bits: Int) -> Int64? {
        (0..<1 << bits).contains(count) ? Int64(count) : nil
    }
}
