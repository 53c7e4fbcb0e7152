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
        case .score: json["criteria"] = .array(levels(of: question).map { .string($0) })
        }
        return json
    }

    /// Levels are texts only: a label with its description.
    private static func levels(of question: Question) -> [String] {
        question.options.map { option in
            option.description.map { "\(option.value): \($0)" } ?? option.value.description
        }
    }

    func reply(from body: JSONValue) -> ModelReply {
        var tokens: TokenUsage?
        if let input = body["usage"]?.count("input_tokens"),
            let output = body["usage"]?.count("output_tokens")
        {
            tokens = TokenUsage(input: input, output: output)
        }
        return ModelReply(
            answers: answers(from: body), tokens: tokens, model: body["model"]?.string)
    }

    private func answers(from body: JSONValue) -> [QuestionReply] {
        guard let answers = body["answers"]?.object, answers.count == task.questions.count else {
            return task.failures(.unparsable, "not one answer a question")
        }
        guard task.questions.allSatisfy({ answers[$0.name] != nil }) else {
            return task.failures(.unparsable, "answers to other questions than were asked")
        }
        return task.questions.map { Self.answer(answers[$0.name] ?? .null, to: $0) }
    }

    private static func answer(_ json: JSONValue, to question: Question) -> QuestionReply {
        let type = question.kind == .predicate ? "noul" : question.kind.rawValue
        guard json["type"]?.string == type else {
            return .failed(.unparsable, "an answer of another type to `\(question.name)`")
        }
        switch question.kind {
        case .predicate:
            guard let probability = json["noul"]?.double, (0...1).contains(probability) else {
                return .failed(.unparsable, "no probability for `\(question.name)`")
            }
            return Distribution.predicate(probability)
        case .choice: return choice(json, question)
        case .score: return score(json, question)
        }
    }

    private static func choice(_ json: JSONValue, _ question: Question) -> QuestionReply {
        guard let label = json["choice"]?.string else {
            return .failed(.unparsable, "no choice for `\(question.name)`")
        }
        guard let code = question.code(reading: label) else {
            return .failed(.outsideChoices, "a choice that is no option")
        }
        guard let probabilities = probabilities(in: json, keys: question.labels),
            Distribution.isMode(code, of: probabilities)
        else {
            return .failed(.unparsable, "no distribution with this choice on top")
        }
        return .answered(code, probabilities: probabilities)
    }

    private static func score(_ json: JSONValue, _ question: Question) -> QuestionReply {
        let keys = question.options.indices.map { String($0) }
        let levels = levels(of: question)
        guard let probabilities = probabilities(in: json, keys: keys),
            let code = Distribution.mode(of: probabilities), let score = json["score"]?.double,
            Distribution.agrees(score: score, with: probabilities),
            zip(keys, levels).allSatisfy({ json["legend"]?[$0]?.string == $1 })
        else { return .failed(.unparsable, "no distribution with this score") }
        return .answered(code, probabilities: probabilities)
    }

    /// The probabilities of exactly the options.
    private static func probabilities(in json: JSONValue, keys: [String]) -> [Double]? {
        guard let entries = json["probabilities"]?.object, entries.count == keys.count else {
            return nil
        }
        let numbers = keys.compactMap { entries[$0]?.double }
        return numbers.count == keys.count ? Distribution.normalized(numbers) : nil
    }
}
