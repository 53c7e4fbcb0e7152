import Decisions
import JSONCodec

/// Reads TypeSafe System One's answers to questions as they were put.
struct SystemOneReply {
    let questions: [Question]

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
        guard let answers = body["answers"]?.object, answers.count == questions.count else {
            return questions.failures(.unparsable, "not one answer a question")
        }
        guard questions.allSatisfy({ answers[$0.name] != nil }) else {
            return questions.failures(.unparsable, "answers to other questions than were asked")
        }
        return questions.map { Self.answer(answers[$0.name] ?? .null, to: $0) }
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
        let levels = question.systemOneLevels
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

extension Question {
    /// The levels of a score as texts: labels with their descriptions.
    var systemOneLevels: [String] {
        options.map { option in
            option.description.map { "\(option.value): \($0)" } ?? option.value.description
        }
    }
}
