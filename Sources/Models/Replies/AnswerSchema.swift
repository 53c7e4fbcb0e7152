import Decisions
import JSONCodec

/// The JSON schema of a reply with one property a question.
enum AnswerSchema {
    static func schema(for questions: [Question]) -> JSONValue {
        var properties = JSONObject()
        for question in questions { properties[question.name] = property(for: question) }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(questions.map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }

    /// A predicate is a Boolean: what a chat model says of its own certainty is no probability.
    private static func property(for question: Question) -> JSONValue {
        var property: JSONValue
        switch question.kind {
        case .predicate: property = ["type": "boolean"]
        case .choice, .score:
            let values = question.options.map { option -> JSONValue in
                switch option.value {
                case .text(let text): .string(text)
                case .flag(let flag): .bool(flag)
                }
            }
            let kinds = Set(values.map(\.kind))
            let type: JSONValue =
                kinds.count > 1
                ? ["string", "boolean"] : kinds == [.boolean] ? "boolean" : "string"
            property = ["type": type, "enum": .array(values)]
        }
        if !question.instructions.isEmpty {
            property["description"] = .string(question.instructions)
        }
        return property
    }
}
