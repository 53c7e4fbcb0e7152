import JSONCodec

/// What a server says about a call that it did not answer.
///
/// Only the short codes are kept for the log: a message may repeat the input.
struct ServerError: Equatable {
    /// A status in the body of a reply whose own status is another.
    var status: Int?
    /// The error's code or kind, such as `context_length_exceeded`.
    var code: String?
    /// The part of the request that is at fault.
    var parameter: String?
    /// The message in lower case, to look into, never to show.
    var message = ""

    /// Reads `{"error": …}` as OpenAI, Anthropic and llama.cpp write it, and `{"detail": …}`.
    init?(_ body: JSONValue) {
        guard
            let fault = [body["error"], body["detail"]].compactMap(\.self).first(where: {
                !$0.isNull
            })
        else { return nil }
        if let text = fault.string { message = text.lowercased() }
        let codes = [fault["code"], fault["type"], fault["error_type"], fault[0]?["type"]]
        code = codes.compactMap { $0?.string }.first(where: Self.isShort)
        status = fault["code"]?.int.flatMap { (400..<600).contains($0) ? Int($0) : nil }
        parameter = fault["param"]?.string
        let texts = [fault["message"], fault[0]?["msg"]].compactMap { $0?.string }
        if let text = texts.first { message = text.lowercased() }
    }

    /// Whether the case is larger than the model takes.
    var saysTooLarge: Bool {
        let codes = [
            "context_length_exceeded", "exceed_context_size_error", "max_tokens_exceeded",
            "request_too_large",
        ]
        let phrases = ["context length", "context size", "context window", "prompt is too long"]
        return code.map(codes.contains) ?? false || phrases.contains { message.contains($0) }
    }

    /// Whether a filter stopped the case.
    var saysRefused: Bool {
        ["content_filter", "content_policy_violation"].contains(code)
    }

    /// Returns whether the error blames the part of the request that has one of these names.
    func blames(_ names: [String]) -> Bool {
        if let parameter {
            return names.contains { parameter == $0 || parameter.hasPrefix($0 + ".") }
        }
        return names.contains { message.contains($0) }
    }

    private static func isShort(_ code: String) -> Bool {
        !code.isEmpty && code.utf8.count <= 48
            && code.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: ".")
            }
    }
}
