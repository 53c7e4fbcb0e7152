import Decisions

/// What a model's reply says, question by question.
struct ModelReply: Equatable {
    /// One a question, in the task's order.
    var answers: [QuestionReply]
    var tokens: TokenUsage?
    /// The model's name as the reply gives it.
    var model: String?
    /// What else tells the model's build apart.
    var fingerprint: String?

    /// The model's name with its fingerprint, for the log.
    var identity: String? {
        guard let model else { return nil }
        return fingerprint.map { "\(model)@\($0)" } ?? model
    }
}

extension ModelReply {
    /// Returns what is logged; tokens and what they cost at `price` in shares that add up.
    func answers(
        path: String, repeatIndex: Int, latency: Int64, price: PriceDefinition?
    ) -> [Answer] {
        let call = SharedCall(tokens: tokens, price: price?.price(of: tokens))
        return zip(answers, call.shares(among: answers.count)).map { answer, share in
            var logged = Answer(
                path: path, repeatIndex: repeatIndex, status: .failed, latency: latency,
                price: share.price, tokens: share.tokens, model: identity)
            switch answer {
            case .answered(let code, let probabilities):
                logged.status = .answered
                logged.code = code
                logged.probabilities = probabilities
            case .failed(let reason): logged.reason = reason
            }
            return logged
        }
    }
}

/// What a reply says about one question.
enum QuestionReply: Equatable {
    /// An option's index, and one probability an option where the reply gives them.
    case answered(Int, probabilities: [Double] = [])
    case failed(AnswerReason)

    static func failed(_ code: AnswerReason.Code, _ detail: String? = nil) -> QuestionReply {
        .failed(AnswerReason(code, detail: detail))
    }
}
