import CReference

/// A stand-in for a model's server, in C: one thread of this process, which answers at once.
enum ModelServer {
    static let reply = """
        {"id":"chatcmpl-0001","object":"chat.completion","created":1767600000,"model":"mock",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"{\\"order\\":\\"ship\\"}",\
        "refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":112,\
        "completion_tokens":9,"total_tokens":121,"prompt_tokens_details":{"cached_tokens":0}},\
        "system_fingerprint":"fp_mock"}
        """

    /// Runs `body` with the port of a server that is stopped afterwards.
    static func serving<Result>(_ body: (_ port: UInt16) throws -> Result) throws -> Result {
        guard let server = chat_server_start(reply) else {
            throw BenchmarkError.cannotStart("a server on the loopback interface")
        }
        defer { chat_server_stop(server) }
        return try body(chat_server_port(server))
    }

    /// The base URL of the server at a port.
    static func url(_ port: UInt16) -> String { "http://127.0.0.1:\(port)/v1" }
}
