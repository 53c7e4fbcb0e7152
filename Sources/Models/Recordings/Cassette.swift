package import Decisions

/// A model path's recorded answers, by input and repeat.
///
/// The file is JSON lines: a header (`CassetteHeader`), then one line a call. A later line for the
/// same input and repeat replaces an earlier one, so that failures can be recorded anew.
package struct Cassette: Sendable {
    private struct Key: Hashable {
        var input: ContentHash
        var repeatIndex: UInt16
    }

    /// Where a call's parts stand in the arrays that all calls share.
    private struct Call {
        var latency: Int64
        var price: Money?
        var tokens: TokenUsage?
        var model: Int32?
        var firstAnswer: Int
    }

    private struct StoredAnswer {
        var status: Answer.Status
        var code: UInt8?
        var reason: Int32?
        var firstProbability: Int?
    }

    package let header: CassetteHeader
    /// How many lines were replaced by later ones.
    package private(set) var replacedCount = 0

    private let questions: [Question]
    private var calls: [Key: Call] = [:]
    private var answers: [StoredAnswer] = []
    private var probabilities: [Double] = []
    private var models = Interned<String>()
    private var reasons = Interned<AnswerReason>()

    init(_ header: CassetteHeader, questions: [Question]) {
        self.header = header
        self.questions = questions
    }

    /// How many inputs, counting repeats, have answers.
    package var count: Int { calls.count }

    package func contains(_ input: ContentHash, repeatIndex: Int = 0) -> Bool {
        key(input, repeatIndex).map { calls[$0] != nil } ?? false
    }

    /// Returns the recorded answers in the name of `path`, or `nil` where there are none.
    package func answers(
        to input: ContentHash, repeatIndex: Int = 0, path: String
    ) -> [Answer]? {
        guard let key = key(input, repeatIndex), let call = calls[key] else { return nil }
        let shares = SharedCall(tokens: call.tokens, price: call.price)
            .shares(among: questions.count)
        return questions.indices.map { index in
            let stored = answers[call.firstAnswer + index]
            return Answer(
                path: path, repeatIndex: repeatIndex, status: stored.status,
                reason: stored.reason.map { reasons[$0] }, code: stored.code.map { Int($0) },
                probabilities: probabilities(of: stored, questions[index]), latency: call.latency,
                price: shares[index].price, tokens: shares[index].tokens,
                model: call.model.map { models[$0] }, isRecorded: true)
        }
    }

    private func probabilities(of stored: StoredAnswer, _ question: Question) -> [Double] {
        guard let first = stored.firstProbability else { return [] }
        return Array(probabilities[first...].prefix(question.options.count))
    }

    private func key(_ input: ContentHash, _ repeatIndex: Int) -> Key? {
        UInt16(exactly: repeatIndex).map { Key(input: input, repeatIndex: $0) }
    }

    mutating func insert(_ record: CassetteRecord) {
        guard let key = key(record.input, record.repeatIndex) else { return }
        let call = Call(
            latency: record.latency, price: record.price, tokens: record.tokens,
            model: record.model.map { models.index(of: $0) }, firstAnswer: answers.count)
        if calls.updateValue(call, forKey: key) != nil { replacedCount += 1 }
        for answer in record.answers {
            let hasProbabilities = !answer.probabilities.isEmpty
            answers.append(
                StoredAnswer(
                    status: answer.status, code: answer.code.map { UInt8($0) },
                    reason: answer.reason.map { reasons.index(of: $0) },
                    firstProbability: hasProbabilities ? probabilities.count : nil))
            probabilities += answer.probabilities
        }
    }
}

/// Values that recur, each kept once.
private struct Interned<Value: Hashable & Sendable>: Sendable {
    private var values: [Value] = []
    private var indices: [Value: Int32] = [:]

    subscript(index: Int32) -> Value { values[Int(index)] }

    mutating func index(of value: Value) -> Int32 {
        if let index = indices[value] { return index }
        let index = Int32(values.count)
        values.append(value)
        indices[value] = index
        return index
    }
}
