import Decisions
import JSONCodec

/// Reads what a chat model wrote: JSON with the questions' answers, or a bare label.
///
/// Made once a task: what stands for each option takes a while to work out.
struct ContentReader {
    private let questions: [(question: Question, labels: LabelReader)]

    init(questions: [Question]) {
        self.questions = questions.map { ($0, LabelReader($0)) }
    }

    /// Returns one reply a question.
    func read(_ content: String) -> [QuestionReply] {
        let text = Self.unwrapped(content)
        if let object = Self.object(in: text) { return read(object) }
        guard let (_, labels) = questions.first, questions.count == 1 else {
            return questions.map { _ in
                .failed(.unparsable, text.isEmpty ? "an empty reply" : "a reply that is no JSON")
            }
        }
        if text.hasPrefix("{") { return [.failed(.unparsable, "JSON that breaks off")] }
        return [labels.read(String(text))]
    }

    /// Returns what an object with one member a question says.
    func read(_ object: JSONObject) -> [QuestionReply] {
        questions.map { question, labels in
            let isOnly = questions.count == 1
            guard let value = Self.member(of: object, for: question, isOnly: isOnly) else {
                return .failed(.unparsable, "no answer to `\(question.name)` in the reply")
            }
            return Self.read(value, question: question, labels: labels)
        }
    }

    /// The member with the question's name, its case aside; the only member for the only question.
    private static func member(
        of object: JSONObject, for question: Question, isOnly: Bool
    ) -> JSONValue? {
        if let value = object[question.name] { return value }
        let name = question.name.lowercased()
        if let member = object.members.first(where: { $0.key.lowercased() == name }) {
            return member.value
        }
        return isOnly && object.count == 1 ? object.members.first?.value : nil
    }

    private static func read(
        _ value: JSONValue, question: Question, labels: LabelReader
    ) -> QuestionReply {
        switch value {
        case .string(let text):
            if let code = labels.option(reading: text) { return .answered(code) }
            return .failed(.outsideChoices, "a value that is no option")
        case .bool(let flag):
            let code = question.code(of: .flag(flag)) ?? question.code(reading: String(flag))
            return code.map { .answered($0) }
                ?? .failed(.outsideChoices, "a Boolean that is no option")
        case .int, .double, .largeNumber:
            return number(value, question: question)
        case .null, .array, .object:
            return .failed(.unparsable, "neither a text nor a number for `\(question.name)`")
        }
    }

    /// A predicate's probability, or an option that is written as a number.
    private static func number(_ value: JSONValue, question: Question) -> QuestionReply {
        if question.kind == .predicate, let number = value.double, (0...1).contains(number) {
            return Distribution.predicate(number)
        }
        if let code = question.code(reading: value.description) { return .answered(code) }
        return .failed(.outsideChoices, "a number that is no option")
    }

    /// The text without what a model thought aloud and without a fence of Markdown.
    private static func unwrapped(_ content: String) -> Substring {
        var text = content.trimmed
        if text.hasPrefix("<think>") {
            // What never ends is all thought.
            text = text.firstRange(of: "</think>").map { text[$0.upperBound...].trimmed } ?? ""
        }
        if text.hasPrefix("```"), text.hasSuffix("```"), text.count > 6,
            let end = text.firstIndex(where: \.isNewline)
        {
            text = text[end...].dropLast(3).trimmed
        }
        return text
    }

    /// The object from the first brace to the last.
    private static func object(in text: Substring) -> JSONObject? {
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end
        else { return nil }
        let limits = JSONLimits(bytes: 1 << 20, depth: 32, values: 10_000)
        return (try? JSONValue(parsing: String(text[start...end]), limits: limits))?.object
    }
}
