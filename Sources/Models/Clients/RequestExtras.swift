/// What a request asks for that a server may not know.
///
/// A server that answers 400 or 422 is asked again without the part that it blames; what then
/// succeeded is remembered.
struct RequestExtras: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// A reply by JSON schema: `response_format`, or a forced tool.
    static let schema = RequestExtras(rawValue: 1)
    /// Probabilities of the first token.
    static let logprobs = RequestExtras(rawValue: 2)
    /// `temperature`, which some reasoning models refuse.
    static let temperature = RequestExtras(rawValue: 4)
    /// `max_tokens`; without it the limit is sent as `max_completion_tokens`.
    static let maxTokens = RequestExtras(rawValue: 8)

    private static let names: [(extra: RequestExtras, names: [String])] = [
        (.logprobs, ["logprobs", "top_logprobs"]),
        (.temperature, ["temperature"]),
        (.maxTokens, ["max_tokens"]),
        (.schema, ["response_format", "json_schema", "tool_choice", "tools", "structured output"]),
    ]

    /// Returns what to ask for after a server refused the request with `error`; `nil` where
    /// nothing is left to leave out.
    func reduced(after error: ServerError?) -> RequestExtras? {
        if let error {
            if error.saysTooLarge || error.saysRefused { return nil }
            for (extra, names) in Self.names where contains(extra) && error.blames(names) {
                return subtracting(extra)
            }
        }
        for extra in [Self.schema, .logprobs] where contains(extra) { return subtracting(extra) }
        return nil
    }
}
