import Decisions
import JSONCodec

extension CassetteRecord {
    /// Reads a line; a value that is no option becomes a failure, everything else that does not fit
    /// is an error.
    init(_ json: JSONValue, questions: [Question]) throws(CassetteLineError) {
        guard json.object != nil else { throw CassetteLineError("the line is no object") }
        input = try json.hash("input")
        let number = try json.wholeIfKnown("repeat") ?? 0
        guard let index = UInt16(exactly: number) else {
            throw CassetteLineError("`repeat` is larger than \(UInt16.max)")
        }
        repeatIndex = Int(index)
        recordedAt = try json.time("recorded_at")
        latency = try json.whole("latency_ns")
        price = try json.wholeIfKnown("price_nanousd").map { Money(nanoUSD: $0) }
        tokens = try Self.tokens(json["tokens"])
        model = json["model"]?.string
        guard let answers = json["answers"]?.array, answers.count == questions.count else {
            throw CassetteLineError("`answers` has not one answer for each of \(questions.count)")
        }
        self.answers = []
        for (answer, question) in zip(answers, questions) {
            self.answers.append(try Self.answer(answer, to: question))
        }
    }

    private static func tokens(_ json: JSONValue?) throws(CassetteLineError) -> TokenUsage? {
        guard let json, !json.isNull else { return nil }
        return TokenUsage(
            input: Int(try json.whole("input")),
            cachedInput: Int(try json.wholeIfKnown("cached_input") ?? 0),
            output: Int(try json.whole("output")))
    }

    private static func answer(
        _ json: JSONValue, to question: Question
    ) throws(CassetteLineError) -> Answered {
        let name = try json.text("question")
        guard name == question.name else {
            throw CassetteLineError(
                "an answer to `\(name.prefix(64))` stands where one to `\(question.name)` is due")
        }
        let statusName = try json.text("status")
        switch Answer.Status(name: statusName) {
        case .answered: return try answered(json, to: question)
        case .failed: return Answered(status: .failed, reason: try reason(json))
        case .abstained: return Answered(status: .abstained, reason: try reason(json))
        case .skipped, .shed, nil:
            throw CassetteLineError(
                "`status` is `\(statusName.prefix(32))`",
                hint: "expected `answered`, `abstained` or `failed`")
        }
    }

    private static func answered(
        _ json: JSONValue, to question: Question
    ) throws(CassetteLineError) -> Answered {
        guard let value = json["value"].flatMap({ OptionValue($0) }) else {
            throw CassetteLineError("`value` is neither a text nor a Boolean")
        }
        guard let code = question.code(of: value) else {
            let reason = AnswerReason(.outsideChoices, detail: "a recorded value that is no option")
            return Answered(status: .failed, reason: reason)
        }
        return Answered(
            status: .answered, code: code,
            probabilities: try probabilities(json["probabilities"], question))
    }

    private static func probabilities(
        _ json: JSONValue?, _ question: Question
    ) throws(CassetteLineError) -> [Double] {
        guard let json, !json.isNull else { return [] }
        let numbers = (json.array ?? []).compactMap(\.double)
        let isComplete =
            numbers.count == question.options.count && numbers.count == json.array?.count
        guard isComplete, let probabilities = Distribution.normalized(numbers) else {
            throw CassetteLineError(
                "`probabilities` of `\(question.name)` are not \(question.options.count) numbers "
                    + "that add up to 1", hint: "one an option, in the declared order")
        }
        return probabilities
    }

    private static func reason(_ json: JSONValue) throws(CassetteLineError) -> AnswerReason {
        let name = try json.text("reason")
        guard let code = AnswerReason.Code(rawValue: name) else {
            throw CassetteLineError("unknown reason `\(name.prefix(32))`")
        }
        return AnswerReason(code, detail: json["detail"]?.string)
    }
}
