package import Decisions

/// An answer as the roll-ups keep it: 32 bytes, without texts.
package struct AnswerCell: Hashable, Sendable, BitwiseCopyable {
    /// Latency in nanoseconds.
    package var latency: Int64
    // Nano-dollars from 0; below 0 `PackedTokens`, as the price is unknown.
    private var priceOrTokens: Int64
    /// Probability of the value that was answered; negative where the path gave none.
    package var probability: Float
    package var inclusionProbability: Float
    /// Number of the rule that decided in the feature's dictionary, from 1; 0 for none.
    package var rule: UInt16
    /// Index into the question's options; `noCode` unless answered.
    package var code: UInt16
    /// Raw value of `Answer.Status`; 0 where the cell is empty.
    package var status: UInt8
    /// `AnswerReason.Code.number`; 0 for none.
    package var reason: UInt8
    // A byte of a damaged file may hold anything, a `Bool` must not.
    private var recorded: UInt8
    private var padding: UInt8 = 0

    package static let size = 32
    package static let noCode = UInt16.max
    package static let empty = AnswerCell(
        latency: 0, price: nil, tokens: nil, probability: -1, inclusionProbability: 0, rule: 0,
        code: noCode, status: 0, reason: 0, isRecorded: false)

    package var isEmpty: Bool { status == 0 }
    package var isAnswered: Bool { status == Answer.Status.answered.rawValue }
    package var isRecorded: Bool { recorded != 0 }

    /// What was paid; `nil` where it is unknown.
    package var price: Money? {
        get { priceOrTokens < 0 ? nil : Money(nanoUSD: priceOrTokens) }
        set { priceOrTokens = newValue.map { max(0, $0.nanoUSD) } ?? .min }
    }

    /// What a call of unknown price used; `nil` where that is unknown too, or the price is known.
    package internal(set) var tokens: TokenUsage? {
        get { PackedTokens.unpack(priceOrTokens) }
        set { if price == nil { priceOrTokens = PackedTokens.pack(newValue) } }
    }

    /// Why it was not answered.
    package var reasonCode: AnswerReason.Code? { AnswerReason.Code(number: reason) }

    private init(
        latency: Int64, price: Int64?, tokens: TokenUsage?, probability: Float,
        inclusionProbability: Float, rule: UInt16, code: UInt16, status: UInt8, reason: UInt8,
        isRecorded: Bool
    ) {
        self.latency = latency
        priceOrTokens = price.map { max(0, $0) } ?? PackedTokens.pack(tokens)
        self.probability = probability
        self.inclusionProbability = inclusionProbability
        self.rule = rule
        self.code = code
        self.status = status
        self.reason = reason
        recorded = isRecorded ? 1 : 0
    }

    package init(_ answer: Answer, rule: UInt16) {
        let probability = answer.code.flatMap { code in
            answer.probabilities.indices.contains(code) ? answer.probabilities[code] : nil
        }
        self.init(
            latency: answer.latency, price: answer.price?.nanoUSD, tokens: answer.tokens,
            probability: probability.map(Float.init) ?? -1,
            inclusionProbability: Float(answer.inclusionProbability), rule: rule,
            code: answer.code.flatMap(UInt16.init(exactly:)) ?? Self.noCode,
            status: answer.status.rawValue, reason: answer.reason?.code.number ?? 0,
            isRecorded: answer.isRecorded)
    }

    /// Makes the cell of an answer as the log has it; `code` is the stored one.
    init(_ answer: LoggedAnswer, code: UInt16?, rule: UInt16) {
        self.init(
            latency: answer.latency, price: answer.price, tokens: answer.tokens,
            probability: answer.probability.map(Float.init) ?? -1,
            inclusionProbability: Float(answer.inclusionProbability), rule: rule,
            code: code ?? Self.noCode, status: answer.status.rawValue,
            reason: answer.reason?.number ?? 0, isRecorded: answer.isRecorded)
    }
}
