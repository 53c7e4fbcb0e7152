package import Decisions
import JSONCodec

/// An answer as the log has it: what exports and roll-ups read back.
///
/// Its value is one that the question had then, whether or not it has it still.
package struct LoggedAnswer: Sendable {
    package var path: String
    package var version: ContentHash
    package var repeatIndex: Int
    package var status: Answer.Status
    package var reason: AnswerReason.Code?
    package var value: OptionValue?
    /// Probability of `value`.
    package var probability: Double?
    package var rule: String?
    package var latency: Int64
    /// In nano-dollars; `nil` where it is unknown.
    package var price: Int64?
    package var tokens: TokenUsage?
    /// The model's name and fingerprint as the reply gave them.
    package var model: String?
    package var inclusionProbability: Double
    package var isRecorded: Bool

    /// Makes a first try that answered `value`, or one of another status without it.
    package init(
        path: String, version: ContentHash, status: Answer.Status = .answered, value: OptionValue?
    ) {
        self.path = path
        self.version = version
        self.status = status
        self.value = value
        repeatIndex = 0
        latency = 0
        inclusionProbability = 1
        isRecorded = false
    }

    /// Reads an element of `observation.answers`.
    init?(_ element: JSONValue) {
        guard let path = element["path"]?.string,
            let status = element["status"]?.string.flatMap(Answer.Status.init(name:)),
            let version = element["version"]?.string.flatMap(ContentHash.init)
        else { return nil }
        self.path = path
        self.version = version
        self.status = status
        repeatIndex = Int(element["repeat"]?.int ?? 0)
        reason = element["reason"]?.string.flatMap(AnswerReason.Code.init(rawValue:))
        value = element["value"].flatMap(OptionValue.init)
        probability = value.flatMap { element["probabilities"]?[$0.description]?.double }
        rule = element["rule"]?.string
        latency = element["latency_ns"]?.int ?? 0
        price = element["price_nanousd"]?.int
        tokens = element["tokens"].flatMap { tokens in
            guard let input = tokens["input"]?.int, let output = tokens["output"]?.int else {
                return nil
            }
            return TokenUsage(
                input: Int(input), cachedInput: Int(tokens["cached_input"]?.int ?? 0),
                output: Int(output))
        }
        model = element["model"]?.string
        inclusionProbability = element["inclusion_probability"]?.double ?? 1
        isRecorded = element["recorded"]?.bool ?? false
    }

    /// Reads the column `answers` of an observation.
    static func list(_ column: UnsafeRawBufferPointer) throws(JSONError) -> [LoggedAnswer] {
        (try JSONValue(parsing: column.bindMemory(to: UInt8.self)).array ?? [])
            .compactMap(LoggedAnswer.init)
    }
}

extension [VersionedAnswer] {
    /// The answers as the log can hold them; most often they are that already.
    func loggable(at question: Question) -> [VersionedAnswer] {
        guard !allSatisfy({ $0.answer.isLoggable(at: question) }) else { return self }
        return map { VersionedAnswer($0.answer.loggable(at: question), version: $0.version) }
    }
}

extension Answer {
    /// Whether the log can hold the answer as it is.
    fileprivate func isLoggable(at question: Question) -> Bool {
        let options = question.options.indices
        return code.map(options.contains) ?? false == (status == .answered)
            && (code == nil || status == .answered)
            && (probabilities.isEmpty
                || probabilities.count == options.count && probabilities.allSatisfy(\.isFinite))
            && inclusionProbability.isFinite
    }

    /// The answer as the log can hold it, whatever a path has made of it.
    ///
    /// A value outside the question is a failure; probabilities that are not one number an option
    /// are left out.
    fileprivate func loggable(at question: Question) -> Answer {
        var answer = self
        if let code, status != .answered || !question.options.indices.contains(code) {
            answer.code = nil
        }
        if status == .answered, answer.code == nil {
            answer.status = .failed
            answer.reason = reason ?? AnswerReason(.outsideChoices)
        }
        if probabilities.count != question.options.count
            || !probabilities.allSatisfy(\.isFinite)
        {
            answer.probabilities = []
        }
        if !inclusionProbability.isFinite { answer.inclusionProbability = 0 }
        return answer
    }
}
