import Decisions
import JSONCodec

/// Reads OpenAI Decisions' answers to questions as they were put.
struct DecisionsReply {
    let questions: [Question]

    func reply(from body: JSONValue) -> ModelReply {
        let usage = body["usage"]
        var tokens: TokenUsage?
        if let input = usage?.count("input_tokens"), let output = usage?.count("output_tokens") {
            let cached = usage?["input_tokens_details"]?.count("cached_tokens") ?? 0
            let reasoning = usage?["output_tokens_details"]?.count("reasoning_tokens") ?? 0
            tokens = TokenUsage(
                input: input, cachedInput: min(cached, input), output: output,
                reasoning: min(reasoning, output))
        }
        return ModelReply(
            answers: answers(from: body), tokens: tokens, model: body["model"]?.string)
    }

    private func answers(from body: JSONValue) -> [QuestionReply] {
        guard let answers = body["answers"]?.array, answers.count == questions.count else {
            return questions.failures(.unparsable, "not one answer a question")
        }
        guard zip(answers, questions).allSatisfy({ $0["name"]?.string == $1.name }) else {
            return questions.failures(.unparsable, "answers to other questions than were asked")
        }
        return zip(answers, questions).map(Self.answer)
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
