package import Decisions
package import JSONCodec

/// The answers of an observation as JSON: how they are stored and how they are exported.
package enum AnswersJSON {
    package static func write(
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
        if let code = answer.code, question.options.indices.contains(code) {
            writer.key("value" as StaticString)
            writer.option(question.options[code].value)
        }
        if answer.probabilities.count == question.options.count, !answer.probabilities.isEmpty {
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

extension AnswersJSON {
    /// Reads stored answers; those that no longer fit the question keep their status without a
    /// code.
    package static func read(_ value: JSONValue, of question: Question) -> [VersionedAnswer] {
        (value.array ?? []).compactMap { element in
            guard let path = element["path"]?.string,
                let status = element["status"]?.string.flatMap(Answer.Status.init(name:)),
                let version = element["version"]?.string.flatMap(ContentHash.init)
            else { return nil }
            var answer = Answer(path: path, status: status)
            answer.repeatIndex = Int(element["repeat"]?.int ?? 0)
            answer.reason = element["reason"]?.string.flatMap(AnswerReason.Code.init(rawValue:))
                .map { AnswerReason($0, detail: element["detail"]?.string) }
            answer.code = element["value"].flatMap(OptionValue.init).flatMap(question.code(of:))
            if let probabilities = element["probabilities"] {
                let read = question.labels.compactMap { probabilities[$0]?.double }
                answer.probabilities = read.count == question.options.count ? read : []
            }
            answer.rule = element["rule"]?.string
            answer.latency = element["latency_ns"]?.int ?? 0
            answer.price = element["price_nanousd"]?.int.map { Money(nanoUSD: $0) }
            answer.tokens = element["tokens"].map { tokens in
                TokenUsage(
                    input: Int(tokens["input"]?.int ?? 0),
                    cachedInput: Int(tokens["cached_input"]?.int ?? 0),
                    output: Int(tokens["output"]?.int ?? 0))
            }
            answer.model = element["model"]?.string
            answer.isRecorded = element["recorded"]?.bool ?? false
            answer.inclusionProbability = element["inclusion_probability"]?.double ?? 1
            return VersionedAnswer(answer, version: version)
        }
    }
}

extension JSONWriter {
    package mutating func option(_ value: OptionValue) {
        switch value {
        case .text(let text): string(text)
        case .flag(let flag): bool(flag)
        }
    }
}

extension OptionValue {
    /// The option that a JSON text or Boolean stands for.
    package init?(_ value: JSONValue) {
        switch value {
        case .string(let text): self = .text(text)
        case .bool(let flag): self = .flag(flag)
        default: return nil
        }
    }
}
