import CurlTransport
import Decisions
import JSONCodec

/// TypeSafe System One: `POST {base_url}/v1/systemone`.
///
/// The state is the object of the declared fields, or the prompt's user part as text. The format
/// has no system message: the prompt's system part goes before each question's instructions.
struct SystemOneFormat: WireFormat {
    let task: ModelTask
    let url: String
    let headers: HTTPHeaders
    private let questions: JSONValue

    init(task: ModelTask, endpoint: ModelEndpoint) {
        self.task = task
        url = endpoint.url("/v1/systemone")
        headers = .model(authorizedBy: endpoint.key)
        var questions = JSONObject()
        let system = task.prompt.isDefault ? "" : task.prompt.system
        for question in task.questions {
            questions[question.name] = Self.question(question, system: system)
        }
        self.questions = .object(questions)
    }

    var extras: RequestExtras { [] }

    func body(for input: CaseInput, extras: RequestExtras) -> [UInt8]? {
        let state: JSONValue
        if task.prompt.hasUserPart {
            guard let message = task.prompt.userMessage(for: input) else { return nil }
            state = .string(message)
        } else {
            guard let fields = try? JSONValue(parsing: input.json), fields.object != nil else {
                return nil
            }
            state = fields
        }
        let body: JSONValue = [
            "model": .string(task.definition.model), "state": state, "questions": questions,
        ]
        return body.json
    }

    private static func question(_ question: Question, system: String) -> JSONValue {
        var json: JSONValue = [
            "type": question.kind == .predicate ? "noul" : .string(question.kind.rawValue)
        ]
        let instructions = [system, question.instructions].filter { !$0.isEmpty }
        if !instructions.isEmpty {
            json["instructions"] = .string(instructions.joined(separator: "\n\n"))
        }
        switch question.kind {
        case .predicate: break
        case .choice:
            var criteria = JSONObject()
            for option in question.options {
                criteria[option.value.description] = option.description.map { .string($0) } ?? .null
            }
            json["criteria"] = .object(criteria)
        case .score: json["criteria"] = .array(question.systemOneLevels.map { .string($0) })
        }
        return json
    }

    func reply(from body: JSONValue) -> ModelReply {
        SystemOneReply(questions: task.questions).reply(from: body)
    }
}
