import Decisions
import JSONCodec
import ShadowEvaluation

/// Writes a decision as a reply, in the dialect and the order of the request.
struct DecisionWriter {
    let claim: Claim
    let request: DecisionRequest
    let decision: LiveDecision

    func body() -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writer.key("model")
        writer.string(request.model)
        writer.key("answers")
        switch request.dialect {
        case .decisions: list(&writer)
        case .systemOne: map(&writer)
        }
        writer.key("usage")
        usage(&writer)
        writer.key("x_assay")
        ReplyExtensions.write(decision, of: claim.feature, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    // MARK: Decisions

    private func list(_ writer: inout JSONWriter) {
        writer.beginArray()
        for index in request.questions.indices {
            let question = request.questions[index]
            let shown = shown(at: index)
            writer.beginObject()
            writer.key("type")
            writer.string(shown.kind.rawValue)
            writer.key("name")
            if let name = question.name { writer.string(name) } else { writer.null() }
            switch shown.kind {
            case .predicate:
                writer.key("probability")
                writer.double(shown.probabilities[1])
            case .choice:
                writer.key("choice")
                writer.option(question.options[shown.code])
                writer.key("confidence")
                writer.double(Confidence.ofChoice(shown.probabilities))
                writer.key("probabilities")
                writer.beginArray()
                for (option, probability) in zip(question.options, shown.probabilities) {
                    writer.beginObject()
                    writer.key("value")
                    writer.option(option)
                    writer.key("probability")
                    writer.double(probability)
                    writer.endObject()
                }
                writer.endArray()
            case .score:
                writer.key("score")
                writer.double(shown.score)
                writer.key("confidence")
                writer.double(Confidence.ofScore(shown.probabilities))
                writer.key("probabilities")
                writer.beginArray()
                for (level, option) in question.options.enumerated() {
                    writer.beginObject()
                    writer.key("value")
                    writer.int(level)
                    writer.key("label")
                    writer.option(option)
                    writer.key("probability")
                    writer.double(shown.probabilities[level])
                    writer.endObject()
                }
                writer.endArray()
            }
            writer.key("x_assay")
            ReplyExtensions.write(shown.answer, of: claim.feature, to: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    // MARK: System One

    private func map(_ writer: inout JSONWriter) {
        writer.beginObject()
        for index in request.questions.indices {
            let question = request.questions[index]
            let shown = shown(at: index)
            writer.key(question.name ?? String(index))
            writer.beginObject()
            writer.key("type")
            switch shown.kind {
            case .predicate:
                writer.string("noul")
                writer.key("noul")
                writer.double(shown.probabilities[1])
            case .choice:
                writer.string("choice")
                writer.key("choice")
                writer.string(question.options[shown.code].description)
                writer.key("probabilities")
                writer.beginObject()
                for (option, probability) in zip(question.options, shown.probabilities) {
                    writer.key(option.description)
                    writer.double(probability)
                }
                writer.endObject()
                writer.key("confidence")
                writer.double(Confidence.ofChoice(shown.probabilities))
            case .score:
                writer.string("score")
                writer.key("score")
                writer.double(shown.score)
                writer.key("legend")
                writer.beginObject()
                for (level, option) in question.options.enumerated() {
                    writer.key(String(level))
                    writer.string(option.description)
                }
                writer.endObject()
                writer.key("probabilities")
                writer.beginObject()
                for (level, probability) in shown.probabilities.enumerated() {
                    writer.key(String(level))
                    writer.double(probability)
                }
                writer.endObject()
                writer.key("confidence")
                writer.double(Confidence.ofScore(shown.probabilities))
            }
            writer.key("x_assay")
            ReplyExtensions.write(shown.answer, of: claim.feature, to: &writer)
            writer.endObject()
        }
        writer.endObject()
    }

    // MARK: Both

    /// Returns the answer to a question, in the order of the request's options.
    private func shown(at index: Int) -> ShownAnswer {
        let question = claim.questions[index]
        // One answer an asked question, in the order of the feature.
        let place = claim.questions.count { $0 < question }
        return ShownAnswer(
            decision.answers[place], kind: claim.feature.feature.questions[question].kind,
            codes: claim.codes[index], count: request.questions[index].options.count)
    }

    private func usage(_ writer: inout JSONWriter) {
        // A call that several questions share is counted once.
        let tokens = decision.answers.first { $0.source != .prior }?.inCharge.tokens
        writer.beginObject()
        writer.key("input_tokens")
        writer.int(tokens?.input ?? 0)
        if request.dialect == .decisions {
            writer.key("input_tokens_details")
            writer.beginObject()
            writer.key("cached_tokens")
            writer.int(tokens?.cachedInput ?? 0)
            writer.key("cache_write_tokens")
            writer.int(0)
            writer.endObject()
        }
        writer.key("output_tokens")
        writer.int(tokens?.output ?? 0)
        if request.dialect == .decisions {
            writer.key("output_tokens_details")
            writer.beginObject()
            writer.key("reasoning_tokens")
            writer.int(tokens?.reasoning ?? 0)
            writer.endObject()
            writer.key("total_tokens")
            writer.int((tokens?.input ?? 0) + (tokens?.output ?? 0))
        }
        writer.endObject()
    }
}

/// An answer in the order of the options that a request gives.
private struct ShownAnswer {
    let answer: LiveAnswer
    let kind: Question.Kind
    let code: Int
    let probabilities: [Double]

    init(_ answer: LiveAnswer, kind: Question.Kind, codes: [Int]?, count: Int) {
        self.answer = answer
        self.kind = kind
        var known = answer.probabilities
        if known.isEmpty {
            // The wire needs a distribution: all on the value, or evenly where nothing is known.
            known = Array(repeating: answer.source == .prior ? 1 / Double(count) : 0, count: count)
            if answer.source != .prior { known[answer.code] = 1 }
        } else if known.contains(where: { $0 > known[answer.code] }) {
            // The value has to be the likeliest on the wire; a rule that is right less often than
            // that knows nothing.
            known = Array(repeating: 1 / Double(count), count: count)
        }
        probabilities = codes.map { codes in codes.map { known[$0] } } ?? known
        code = codes.flatMap { $0.firstIndex(of: answer.code) } ?? answer.code
    }

    /// The mean level.
    var score: Double {
        probabilities.indices.reduce(0) { $0 + Double($1) * probabilities[$1] }
    }
}

extension JSONWriter {
    fileprivate mutating func option(_ value: OptionValue) {
        switch value {
        case .text(let text): string(text)
        case .flag(let flag): bool(flag)
        }
    }
}
