import Decisions
import Evidence
import Testing

/// What a stored byte means never changes.
struct CellTests {
    @Test func `cells have the sizes that are stored`() {
        #expect(MemoryLayout<AnswerCell>.stride == AnswerCell.size)
        #expect(MemoryLayout<CaseCell>.stride == CaseCell.size)
        #expect(MemoryLayout<OutcomeCell>.stride == OutcomeCell.size)
    }

    @Test func `an answer's cell is these bytes`() {
        let answer = Answer(
            path: "model", status: .failed, reason: AnswerReason(.timeout), latency: 258,
            price: Money(nanoUSD: 3), isRecorded: true, inclusionProbability: 0.5)
        let bytes = withUnsafeBytes(of: AnswerCell(answer, rule: 513)) { Array($0) }
        #expect(
            bytes == [
                2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 191, 0, 0, 0, 63, 1, 2,
                255, 255, 3, 5, 1, 0,
            ])
    }

    @Test func `tokens stand in the place of a price that is unknown`() {
        let tokens = TokenUsage(input: 1000, cachedInput: 200, output: 10)
        let answer = Answer(path: "model", status: .answered, tokens: tokens)
        let cell = AnswerCell(answer, rule: 0)
        #expect(cell.price == nil && cell.tokens == tokens)
        // 2⁶³ + 1000 · 2⁴¹ + 200 · 2¹⁹ + 10.
        let bytes = withUnsafeBytes(of: cell) { Array($0[8..<16]) }
        #expect(bytes == [10, 0, 64, 6, 0, 208, 7, 128])
    }

    @Test(arguments: [
        (TokenUsage(input: 4_194_303, cachedInput: 4_194_303, output: 524_287), true),
        (TokenUsage(input: 0, cachedInput: 0, output: 1), true),
        (TokenUsage(input: 4_194_304, output: 1), false),
        (TokenUsage(input: 1, cachedInput: 4_194_304, output: 1), false),
        (TokenUsage(input: 1, output: 524_288), false),
        (TokenUsage(input: -1, output: 1), false),
        (TokenUsage(input: .max, output: .min), false),
        (TokenUsage(input: 0, output: 0), false),
    ])
    func `tokens are kept as they are, or not at all`(tokens: TokenUsage, isKept: Bool) {
        let answer = Answer(path: "model", status: .failed, tokens: tokens)
        #expect(AnswerCell(answer, rule: 0).tokens == (isKept ? tokens : nil))
        var priced = answer
        priced.price = Money(nanoUSD: 5)
        #expect(AnswerCell(priced, rule: 0).tokens == nil)
        #expect(AnswerCell(priced, rule: 0).price == Money(nanoUSD: 5))
    }

    @Test func `reasons keep their numbers`() {
        let numbers = AnswerReason.Code.allCases.map { "\($0.number) \($0.rawValue)" }
        #expect(
            numbers == [
                "1 no_rule_fired", "2 rule_abstained", "3 rule_error", "4 ambiguous", "5 timeout",
                "6 unreachable", "7 connection_lost", "8 rate_limited", "9 http_status",
                "10 refusal", "11 unparsable", "12 outside_choices", "13 too_large",
                "14 not_recorded", "15 stale_recording", "16 bad_request", "17 not_sampled",
                "18 over_budget", "19 breaker_open", "20 overload", "21 paused",
                "22 shutting_down", "23 lost", "24 caller_gone",
            ])
        for code in AnswerReason.Code.allCases {
            #expect(AnswerReason.Code(number: code.number) == code)
        }
        #expect(AnswerReason.Code(number: 0) == nil && AnswerReason.Code(number: 99) == nil)
    }

    @Test func `ids rise whatever the clock does and keep their form`() {
        let ids = EvidenceIDGenerator(seed: 1)
        let times: [Int64] = [5_000_000, 5_000_000, 1_000_000, -7, .max, 0] + Array(0..<5000)
        let made = times.map { ids.next(at: $0) }
        #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
        #expect(made[0].description.hasPrefix("00000000-1388-7000-"))
        #expect(made.map(\.description) == made.map(\.description).sorted())
    }
}
