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
        DecisionsReply(questions: task.questions).reply(from: body)
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
