import CurlTransport
import Decisions
import JSONCodec

/// OpenAI Decisions: `POST {base_url}/decisions`.
///
/// The case is one user message: the prompt's user part as text where there is one; the text itself
/// where the feature has a single field, a string; otherwise the declared fields as JSON. The
/// prompt's system part goes before it as a developer message.
struct DecisionsFormat: WireFormat {
    let task: ModelTask
    let url: String
    let headers: HTTPHeaders
    private let questions: JSONValue

    init(task: ModelTask, endpoint: ModelEndpoint) {
        self.task = task
        url = endpoint.url("/decisions")
        headers = .model(authorizedBy: endpoint.key)
        questions = .array(task.questions.map(Self.question))
    }

    var extras: RequestExtras { [] }

    func body(for input: CaseInput, extras: RequestExtras) -> [UInt8]? {
        guard let content = content(for: input) else { return nil }
        var items: [JSONValue] = []
        if !task.prompt.isDefault, !task.prompt.system.isEmpty {
            items.append(["role": "developer", "content": .string(task.prompt.system)])
        }
        let isBareText = items.isEmpty && content.string != nil
        items.append(["role": "user", "content": content])
        let body: JSONValue = [
            "model": .string(task.definition.model),
            "input": isBareText ? content : .array(items), "questions": questions,
        ]
        return body.json
    }

    private func content(for input: CaseInput) -> JSONValue? {
        if task.prompt.hasUserPart {
            return task.prompt.userMessage(for: input).map { .string($0) }
        }
        guard let fields = try? JSONValue(parsing: input.json), fields.object != nil else {
            return nil
        }
        if task.fields.count == 1, task.fields[0].type == .string,
            let text = fields[task.fields[0].name]?.string
        {
            return .string(text)
        }
        return [["type": "input_json", "data": fields]]
    }

    private static func question(_ question: Question) -> JSONValue {
        var json: JSONValue = [
            "type": .string(question.kind.rawValue), "name": .string(question.name),
            "instructions": .string(question.instructions),
        ]
        switch question.kind {
        case .predicate: break
        case .choice:
            json["choices"] = .array(question.options.map { option($0, as: "value") })
        case .score:
            json["levels"] = .array(question.options.map { option($0, as: "label") })
        }
        return json
    }

    private static func option(_ option: Question.Option, as key: String) -> JSONValue {
        var json: JSONValue = [:]
        json[key] = JSONValue(option.value)
        if let description = option.description { json["description"] = .string(description) }
        return json
    }

    func reply(from body: JSONValue) -> ModelReply {
        let usage = body["usage"]
        var tokens: TokenUsage?
        if let input = usage?.count("input_tokens"), let output = usage?.count("output_tokens") {
            let cached = usage?["input_tokens_details"]?.count("cached_tokens") ?? 0
            tokens = TokenUsage(input: input, cachedInput: min(cached, input), output: output)
        }
        return ModelReply(
            answers: answers(from: body), tokens: tokens, model: body["model"]?.string)
    }

    private func answers(from body: JSONValue) -> [QuestionReply] {
        guard let answers = body["answers"]?.array, answers.count == task.questions.count else {
            return task.failures(.unparsable, "not one answer a question")
        }
        guard zip(answers, task.questions).allSatisfy({ $0["name"]?.string == $1.name }) else {
            return task.failures(.unparsable, "answers to other questions than were asked")
        }
        return zip(answers, task.questions).map(Self.answer)
    }

    private static func answer(_ json: JSONValue, to question: Question) -> QuestionReply {
        if json["type"] == "refusal" { return .failed(.refusal, "the model refused") }
        guard json["type"]?.string == question.kind.rawValue else {
            return .failed(.unparsable, "an answer of another type to `\(question.name)`")
        }
        switch question.kind {
        case .predicate:
            guard let probability = json["probability"]?.double, (0...1).contains(probability)
            else { return .failed(.unparsable, "no probability for `\(question.name)`") }
            return Distribution.predicate(probability)
        case .choice: return choice(json, question)
        case .score: return score(json, question)
        }
    }

    private static func choice(_ json: JSONValue, _ question: Question) -> QuestionReply {
        guard let value = json["choice"].flatMap({ OptionValue($0) }) else {
            return .failed(.unparsable, "no choice for `\(question.name)`")
        }
        guard let code = question.code(of: value) else {
            return .failed(.outsideChoices, "a choice that is no option")
        }
        let options = question.options.map { JSONValue($0.value) }
        guard let probabilities = probabilities(in: json, key: "value", options: options),
            Distribution.isMode(code, of: probabilities)
        else {
            return .failed(.unparsable, "no distribution with this choice on top")
        }
        return .answered(code, probabilities: probabilities)
    }

    private static func score(_ json: JSONValue, _ question: Question) -> QuestionReply {
        let options = question.options.map { JSONValue($0.value) }
        let indices = question.options.indices.map { JSONValue.int(Int64($0)) }
        guard let probabilities = probabilities(in: json, key: "value", options: indices),
            zip(json["probabilities"]?.array ?? [], options).allSatisfy({ $0["label"] == $1 }),
            let code = Distribution.mode(of: probabilities), let score = json["score"]?.double,
            Distribution.agrees(score: score, with: probabilities)
        else { return .failed(.unparsable, "no distribution with this score") }
        return .answered(code, probabilities: probabilities)
    }

    /// The probabilities of every option, which stand in the order of the question.
    private static func probabilities(
        in json: JSONValue, key: String, options: [JSONValue]
    ) -> [Double]? {
        guard let entries = json["probabilities"]?.array, entries.count == options.count,
            zip(entries, options).allSatisfy({ $0[key] == $1 })
        else { return nil }
        let numbers = entries.compactMap { $0["probability"]?.double }
        return numbers.count == options.count ? Distribution.normalized(numbers) : nil
    }
}

extension JSONValue {
    /// An option's value with its JSON type.
    init(_ value: OptionValue) {
        self =
            switch value {
            case .text(let text): .string(text)
            case .flag(let flag): .bool(flag)
            }
    }
}

extension OptionValue {
    /// Reads a text or a Boolean.
    init?(_ json: JSONValue) {
        switch json {
        case .string(let text): self = .text(text)
        case .bool(let flag): self = .flag(flag)
        default: return nil
        }
    }
}
