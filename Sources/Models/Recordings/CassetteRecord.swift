import Decisions
import JSONCodec

/// One line of a cassette: what one call answered to one input.
struct CassetteRecord: Equatable {
    /// What the call answered to one question.
    struct Answered: Equatable {
        var status: Answer.Status
        var reason: AnswerReason?
        var code: Int?
        var probabilities: [Double] = []
    }

    var input: ContentHash
    var repeatIndex: Int
    var recordedAt: Timestamp
    var latency: Int64
    /// Of the whole call; unknown where `nil`.
    var price: Money?
    /// Of the whole call.
    var tokens: TokenUsage?
    var model: String?
    /// One a question, in the feature's order.
    var answers: [Answered]

    /// Gathers the answers of one call; `nil` where a question was not asked or not answered by
    /// this call at all.
    init?(_ answers: [Answer], input: ContentHash, recordedAt: Timestamp) {
        guard let first = answers.first,
            answers.allSatisfy({ $0.status != .skipped && $0.status != .shed })
        else { return nil }
        self.input = input
        repeatIndex = first.repeatIndex
        self.recordedAt = recordedAt
        latency = first.latency
        model = first.model
        let prices = answers.compactMap(\.price)
        price = prices.count == answers.count ? prices.reduce(.zero, +) : nil
        let tokens = answers.compactMap(\.tokens)
        if tokens.count == answers.count {
            self.tokens = TokenUsage(
                input: tokens.reduce(0) { $0 + $1.input },
                cachedInput: tokens.reduce(0) { $0 + $1.cachedInput },
                output: tokens.reduce(0) { $0 + $1.output })
        }
        self.answers = answers.map {
            Answered(
                status: $0.status, reason: $0.reason, code: $0.code,
                probabilities: $0.probabilities)
        }
    }
}

extension CassetteRecord {
    /// Writes the record as a line, with its end.
    func write(to writer: inout JSONWriter, questions: [Question]) {
        writer.beginObject()
        writer.key("input")
        writer.string(input.description)
        writer.key("repeat")
        writer.int(repeatIndex)
        writer.key("answers")
        writer.beginArray()
        for (answer, question) in zip(answers, questions) {
            Self.write(answer, to: question, &writer)
        }
        writer.endArray()
        writer.key("latency_ns")
        writer.int(latency)
        writer.key("tokens")
        if let tokens {
            writer.beginObject()
            writer.key("input")
            writer.int(tokens.input)
            writer.key("cached_input")
            writer.int(tokens.cachedInput)
            writer.key("output")
            writer.int(tokens.output)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.key("price_nanousd")
        if let price { writer.int(price.nanoUSD) } else { writer.null() }
        writer.key("model")
        if let model { writer.string(model) } else { writer.null() }
        writer.key("recorded_at")
        writer.string(recordedAt.description)
        writer.endObject()
        writer.newline()
    }

    private static func write(
        _ answer: Answered, to question: Question, _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("question")
        writer.string(question.name)
        writer.key("status")
        writer.string(answer.status.name)
        if let code = answer.code {
            writer.key("value")
            writer.value(JSONValue(question.options[code].value))
        }
        if !answer.probabilities.isEmpty {
            writer.key("probabilities")
            writer.beginArray()
            for probability in answer.probabilities { writer.doubleOrNull(probability) }
            writer.endArray()
        }
        if let reason = answer.reason {
            writer.key("reason")
            writer.string(reason.code.rawValue)
            if let detail = reason.detail {
                writer.key("detail")
                writer.string(detail)
            }
        }
        writer.endObject()
    }
}
