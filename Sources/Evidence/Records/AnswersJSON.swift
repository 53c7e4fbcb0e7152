import Decisions
import JSONCodec

/// The answers of an observation as JSON: how they are stored and how they are exported.
enum AnswersJSON {
    /// Writes answers that are `loggable`.
    static func write(
        _ answers: [VersionedAnswer], of question: Question, to writer: inout JSONWriter
    ) {
        writer.beginArray()
        for answer in answers { write(answer, of: question, to: &writer) }
        writer.endArray()
    }

    private static func write(
        _ versioned: VersionedAnswer, of question: Question, to writer: inout JSONWriter
    ) {
        let answer = versioned.answer
        writer.beginObject()
        writer.key("path" as StaticString)
        writer.string(answer.path)
        writer.key("repeat" as StaticString)
        writer.int(answer.repeatIndex)
        writer.key("status" as StaticString)
        writer.string(answer.status.name)
        if let reason = answer.reason {
            writer.key("reason" as StaticString)
            writer.string(reason.code.rawValue)
            if let detail = reason.detail {
                writer.key("detail" as StaticString)
                writer.string(detail)
            }
        }
        if let code = answer.code {
            writer.key("value" as StaticString)
            writer.option(question.options[code].value)
        }
        if !answer.probabilities.isEmpty {
            writer.key("probabilities" as StaticString)
            writer.beginObject()
            for (option, probability) in zip(question.options, answer.probabilities) {
                writer.key(option.value.description)
                writer.double(probability)
            }
            writer.endObject()
        }
        if let rule = answer.rule {
            writer.key("rule" as StaticString)
            writer.string(rule)
        }
        writer.key("latency_ns" as StaticString)
        writer.int(answer.latency)
        writer.key("price_nanousd" as StaticString)
        if let price = answer.price { writer.int(price.nanoUSD) } else { writer.null() }
        if let tokens = answer.tokens {
            writer.key("tokens" as StaticString)
            writer.beginObject()
            writer.key("input" as StaticString)
            writer.int(tokens.input)
            writer.key("cached_input" as StaticString)
            writer.int(tokens.cachedInput)
            writer.key("output" as StaticString)
            writer.int(tokens.output)
            writer.endObject()
        }
        if let model = answer.model {
            writer.key("model" as StaticString)
            writer.string(model)
        }
        if answer.isRecorded {
            writer.key("recorded" as StaticString)
            writer.bool(true)
        }
        writer.key("inclusion_probability" as StaticString)
        writer.double(answer.inclusionProbability)
        writer.key("version" as StaticString)
        writer.string(versioned.version.description)
        writer.endObject()
    }
}

extension JSONWriter {
    mutating func option(_ value: OptionValue) {
        switch value {
        case .text(let text): string(text)
        case .flag(let flag): bool(flag)
        }
    }
}

extension OptionValue {
    /// The option that a JSON text or Boolean stands for.
    init?(_ value: JSONValue) {
        switch value {
        case .string(let text): self = .text(text)
        case .bool(let flag): self = .flag(flag)
        default: return nil
        }
    }
}
