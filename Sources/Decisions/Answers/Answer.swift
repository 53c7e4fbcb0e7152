/// A path's typed reply to one question of one case.
package struct Answer: Hashable, Sendable {
    package enum Status: UInt8, Hashable, Sendable, CaseIterable {
        case answered = 1
        case abstained
        /// Timeout, refusal, unparsable reply and the like: counts at its cost, never dropped.
        case failed
        /// Not asked: not sampled, over budget, breaker open.
        case skipped
        /// Dropped by overload.
        case shed

        package var name: String {
            switch self {
            case .answered: "answered"
            case .abstained: "abstained"
            case .failed: "failed"
            case .skipped: "skipped"
            case .shed: "shed"
            }
        }

        package init?(name: String) {
            guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = status
        }
    }

    /// The path that answered, such as `heuristic` or `model`.
    package var path: String
    /// 0 for the answer that counts; from 1 for further tries that measure the noise floor.
    package var repeatIndex: Int
    package var status: Status
    /// Why it was not answered; `nil` when it was.
    package var reason: AnswerReason?
    /// Index into the question's options; `nil` unless answered.
    package var code: Int?
    /// One probability an option, in the question's order; empty where the path gives none.
    package var probabilities: [Double]
    /// The rule that decided, on the heuristic path.
    package var rule: String?
    /// Time that the caller would have waited, in nanoseconds.
    package var latency: Int64
    /// What was paid; `nil` where the price is unknown, never zero for that reason.
    package var price: Money?
    package var tokens: TokenUsage?
    /// The model's name and fingerprint as the reply gave them.
    package var model: String?
    /// Whether the answer, with its latency and price, comes from a recording.
    package var isRecorded: Bool
    /// With what probability this path was asked for this case, in (0, 1].
    package var inclusionProbability: Double

    package init(
        path: String, repeatIndex: Int = 0, status: Status, reason: AnswerReason? = nil,
        code: Int? = nil, probabilities: [Double] = [], rule: String? = nil, latency: Int64 = 0,
        price: Money? = nil, tokens: TokenUsage? = nil, model: String? = nil,
        isRecorded: Bool = false, inclusionProbability: Double = 1
    ) {
        self.path = path
        self.repeatIndex = repeatIndex
        self.status = status
        self.reason = reason
        self.code = code
        self.probabilities = probabilities
        self.rule = rule
        self.latency = latency
        self.price = price
        self.tokens = tokens
        self.model = model
        self.isRecorded = isRecorded
        self.inclusionProbability = inclusionProbability
    }
}
