import CurlTransport
import Decisions
import JSONCodec

/// Anthropic messages; a reply by schema is a forced call of one tool.
struct AnthropicFormat: WireFormat {
    private static let toolName = "answer"

    let task: ModelTask
    let url: String
    let headers: HTTPHeaders
    private let content: ContentReader
    private let schema: JSONValue

    init(task: ModelTask, endpoint: ModelEndpoint) {
        self.task = task
        url = endpoint.url("/v1/messages")
        var headers = HTTPHeaders.model(authorizedBy: nil)
        headers.add("anthropic-version", "2023-06-01")
        if let key = endpoint.key { headers.add("x-api-key", key) }
        self.headers = headers
        content = ContentReader(questions: task.questions)
        schema = AnswerSchema.schema(for: task.questions)
    }

    var extras: RequestExtras {
        task.definition.responseFormat == .schema ? [.schema, .temperature] : [.temperature]
    }

    func body(for input: CaseInput, extras: RequestExtras) -> [UInt8]? {
        guard let user = task.prompt.userMessage(for: input) else { return nil }
        var body: JSONValue = [
            "model": .string(task.definition.model),
            "max_tokens": .int(Int64(task.definition.maxTokens)),
            "messages": [["role": "user", "content": .string(user)]],
        ]
        let system = task.systemText(isStructured: extras.contains(.schema))
        if !system.isEmpty { body["system"] = .string(system) }
        if extras.contains(.temperature) { body["temperature"] = 0 }
        if extras.contains(.schema) {
            body["tools"] = [
                [
                    "name": .string(Self.toolName), "description": "Gives the answers.",
                    "input_schema": schema,
                ]
            ]
            body["tool_choice"] = ["type": "tool", "name": .string(Self.toolName)]
        }
        return body.json
    }

    func reply(from body: JSONValue) -> ModelReply {
        ModelReply(
            answers: answers(from: body), tokens: tokens(in: body), model: body["model"]?.string)
    }

    private func answers(from body: JSONValue) -> [QuestionReply] {
        guard let blocks = body["content"]?.array else {
            return task.failures(.unparsable, "a reply without content")
        }
        let stop = body["stop_reason"]?.string
        if stop == "refusal" { return task.failures(.refusal, "the model refused") }
        var answers: [QuestionReply]
        if let input = blocks.first(where: { $0["type"] == "tool_use" })?["input"]?.object {
            answers = content.read(input)
        } else {
            let texts = blocks.filter { $0["type"] == "text" }.compactMap { $0["text"]?.string }
            answers = content.read(texts.joined())
        }
        if stop == "max_tokens" { answers = answers.map(\.ofTextCutOff) }
        return answers
    }

    /// Anthropic counts tokens read from a cache and written to one apart from the input's others.
    private func tokens(in body: JSONValue) -> TokenUsage? {
        guard let usage = body["usage"], let input = usage.count("input_tokens"),
            let output = usage.count("output_tokens")
        else { return nil }
        let cached = usage.count("cache_read_input_tokens") ?? 0
        let written = usage.count("cache_creation_input_tokens") ?? 0
        return TokenUsage(input: input + cached + written, cachedInput: cached, output: output)
    }
}
