import CurlTransport
import Decisions
import JSONCodec

/// OpenAI-compatible chat completions.
struct ChatFormat: WireFormat {
    let task: ModelTask
    let url: String
    let headers: HTTPHeaders
    /// The system message with a schema and without one, as JSON; `nil` where there is none.
    private let systemWithSchema, systemWithoutSchema: [UInt8]?
    /// The form of the reply, as JSON.
    private let responseFormat: [UInt8]
    private let contentReader: ContentReader

    init(task: ModelTask, endpoint: ModelEndpoint) {
        self.task = task
        url = endpoint.url("/chat/completions")
        headers = .model(authorizedBy: endpoint.key)
        systemWithSchema = Self.systemMessage(task.systemText(isStructured: true))
        systemWithoutSchema = Self.systemMessage(task.systemText(isStructured: false))
        responseFormat = Self.responseFormat(for: task.questions)
        contentReader = ContentReader(questions: task.questions)
    }

    private static func systemMessage(_ text: String) -> [UInt8]? {
        let message: JSONValue = ["role": "system", "content": .string(text)]
        return text.isEmpty ? nil : message.json
    }

    private static func responseFormat(for questions: [Question]) -> [UInt8] {
        let format: JSONValue = [
            "type": "json_schema",
            "json_schema": [
                "name": "answers", "strict": true,
                "schema": AnswerSchema.schema(for: questions),
            ],
        ]
        return format.json
    }

    var extras: RequestExtras {
        switch task.definition.responseFormat {
        case .schema: [.schema, .temperature, .maxTokens]
        case .label where task.questions.count == 1: [.logprobs, .temperature, .maxTokens]
        case .label: [.temperature, .maxTokens]
        }
    }

    func body(for input: CaseInput, extras: RequestExtras) -> [UInt8]? {
        guard let user = task.prompt.userMessage(for: input) else { return nil }
        let isStructured = extras.contains(.schema)
        // Most of it is the same for every case.
        var writer = JSONWriter(reserving: responseFormat.count + user.utf8.count + 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(task.definition.model)
        writer.key("messages")
        writer.beginArray()
        if let system = isStructured ? systemWithSchema : systemWithoutSchema { writer.raw(system) }
        writer.beginObject()
        writer.key("role")
        writer.string("user")
        writer.key("content")
        writer.string(user)
        writer.endObject()
        writer.endArray()
        if extras.contains(.temperature) {
            writer.key("temperature")
            writer.int(0)
        }
        writer.key(extras.contains(.maxTokens) ? "max_tokens" : "max_completion_tokens")
        writer.int(task.definition.maxTokens)
        if isStructured {
            writer.key("response_format")
            writer.raw(responseFormat)
        }
        if extras.contains(.logprobs) {
            writer.key("logprobs")
            writer.bool(true)
            writer.key("top_logprobs")
            writer.int(20)
        }
        writer.endObject()
        return writer.bytes
    }

    func reply(from body: JSONValue) -> ModelReply {
        ModelReply(
            answers: answers(from: body), tokens: tokens(in: body), model: body["model"]?.string,
            fingerprint: body["system_fingerprint"]?.string)
    }

    private func answers(from body: JSONValue) -> [QuestionReply] {
        guard let choice = body["choices"]?[0], let message = choice["message"] else {
            return task.failures(.unparsable, "a reply without a message")
        }
        let finish = choice["finish_reason"]?.string
        if finish == "content_filter" { return task.failures(.refusal, "the content filter") }
        if let refusal = message["refusal"]?.string, !refusal.isEmpty {
            return task.failures(.refusal, "the model refused")
        }
        guard let content = text(of: message), !content.trimmed.isEmpty else {
            let isCut = finish == "length"
            return task.failures(
                .unparsable, isCut ? "cut off before an answer" : "a message without content")
        }
        var answers = contentReader.read(content)
        if finish == "length" { answers = answers.map(\.ofTextCutOff) }
        if answers.count == 1, case .answered(let code, []) = answers[0],
            let probabilities = TokenProbabilities.read(choice, question: task.questions[0]),
            Distribution.isMode(code, of: probabilities)
        {
            answers[0] = .answered(code, probabilities: probabilities)
        }
        return answers
    }

    /// The message's text, which some servers send in parts.
    private func text(of message: JSONValue) -> String? {
        if let parts = message["content"]?.array {
            return parts.compactMap { $0["text"]?.string }.joined()
        }
        return message["content"]?.string
    }

    /// Most servers count the tokens of reasoning among those of the completion; where the total says
    /// that they come on top, they are output too.
    private func tokens(in body: JSONValue) -> TokenUsage? {
        guard let usage = body["usage"], let input = usage.count("prompt_tokens"),
            let output = usage.count("completion_tokens")
        else { return nil }
        let cached = usage["prompt_tokens_details"]?.count("cached_tokens") ?? 0
        let reasoning = usage["completion_tokens_details"]?.count("reasoning_tokens") ?? 0
        let uncounted = max(0, (usage.count("total_tokens") ?? 0) - input - output)
        let written = output + min(reasoning, uncounted)
        return TokenUsage(
            input: input, cachedInput: min(cached, input), output: written,
            reasoning: min(reasoning, written))
    }
}

extension QuestionReply {
    /// The same, where the text broke off: what is no option may have become one.
    var ofTextCutOff: QuestionReply {
        switch self {
        case .answered: self
        case .failed: .failed(.unparsable, "cut off before an answer")
        }
    }
}

extension JSONValue {
    /// A member that counts something; no count of tokens reaches a trillion.
    func count(_ key: String) -> Int? {
        self[key]?.int.flatMap { (0...1_000_000_000_000).contains($0) ? Int($0) : nil }
    }
}
