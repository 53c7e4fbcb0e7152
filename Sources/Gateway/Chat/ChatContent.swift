import Decisions
import JSONCodec
import ShadowEvaluation

/// What a decision says as the message of a chat.
struct ChatContent {
    let feature: Feature
    let format: ChatFormat

    /// Why the decision cannot be put in that form; `nil` where it can.
    var problem: WireProblem? {
        let name = feature.name
        switch format {
        case .object: return nil
        case .label:
            guard feature.questions.count > 1 else { return nil }
            return WireProblem(
                .invalid,
                "feature `\(name)` answers \(feature.questions.count) questions; ask for them with "
                    + "`response_format` and a JSON schema", at: [.member("response_format")])
        case .schema(let schema):
            let required = (schema["required"]?.array ?? []).compactMap(\.string)
            let known = schema["properties"]?.object?.keys.filter { question($0, schema) != nil }
            let unknown = required.first { question($0, schema) == nil }
            guard unknown != nil || (known ?? []).isEmpty else { return nil }
            let questions = feature.questions.map { "`\($0.name)`" }.joined(separator: ", ")
            return WireProblem(
                .invalid,
                "the schema asks for \(unknown.map { "`\($0.prefix(64))`" } ?? "nothing") that "
                    + "feature `\(name)` answers; it answers \(questions)",
                at: [.member("response_format"), .member("json_schema"), .member("schema")])
        }
    }

    func text(of decision: LiveDecision) -> String {
        switch format {
        case .label: return decision.answers.first.map { "\(option($0))" } ?? ""
        case .object:
            var object = JSONObject()
            for answer in decision.answers {
                let question = feature.questions[answer.question]
                object[question.name] = value(of: answer, as: .null)
            }
            return JSONValue.object(object).description
        case .schema(let schema):
            var object = JSONObject()
            for (name, property) in properties(of: schema) {
                guard let index = question(name, schema),
                    let answer = decision.answers.first(where: { $0.question == index })
                else { continue }
                object[name] = value(of: answer, as: property)
            }
            return JSONValue.object(object).description
        }
    }

    private func properties(of schema: JSONValue) -> [(String, JSONValue)] {
        (schema["properties"]?.object?.members ?? []).map { ($0.key, $0.value) }
    }

    /// Returns the question that a property is about: the one of its name, or the only one where
    /// there is one of each.
    private func question(_ property: String, _ schema: JSONValue) -> Int? {
        if let index = feature.questions.firstIndex(where: { $0.name == property }) {
            return index
        }
        let isOnly = feature.questions.count == 1 && properties(of: schema).count == 1
        return isOnly && schema["properties"]?[property] != nil ? 0 : nil
    }

    private func option(_ answer: LiveAnswer) -> OptionValue {
        feature.questions[answer.question].options[answer.code].value
    }

    /// Returns the answer in the type that a property has.
    private func value(of answer: LiveAnswer, as property: JSONValue) -> JSONValue {
        let question = feature.questions[answer.question]
        let value = option(answer)
        switch property["type"]?.string {
        case "number" where question.kind == .predicate:
            return .double(answer.probabilities.last ?? Double(answer.code))
        case "number", "integer": return .int(Int64(answer.code))
        case "string": return .string(spelled(value, property))
        default: break
        }
        switch value {
        case .text(let text): return .string(spelled(.text(text), property))
        case .flag(let flag): return .bool(flag)
        }
    }

    /// Returns a value as the property's `enum` spells it.
    private func spelled(_ value: OptionValue, _ property: JSONValue) -> String {
        let text = value.description
        let allowed = (property["enum"]?.array ?? []).compactMap(\.string)
        if allowed.isEmpty || allowed.contains(text) { return text }
        let alias = value == .flag(true) ? "yes" : value == .flag(false) ? "no" : text
        return allowed.first { $0.lowercased() == text.lowercased() }
            ?? allowed.first { $0.lowercased() == alias } ?? text
    }
}
