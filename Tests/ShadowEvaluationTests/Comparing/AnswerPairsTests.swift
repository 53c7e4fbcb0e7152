import Decisions
import Evidence
import ShadowEvaluation
import Testing

/// Stored answers, held against one another as the feature says today.
struct AnswerPairsTests {
    private func pairs(_ settings: String) throws -> AnswerPairs {
        AnswerPairs(try LiveBench.feature(settings, models: ["model"]))
    }

    private func answer(
        _ path: String, _ value: String?, repeat index: Int = 0, rule: String? = nil
    ) -> LoggedAnswer {
        var answer = LoggedAnswer(
            path: path, version: ContentHash([]),
            status: value == nil ? .failed : .answered, value: value.map { .text($0) })
        answer.repeatIndex = index
        answer.rule = rule
        return answer
    }

    @Test func `stored pairs are scored again by what the feature compares now`() throws {
        let stored = [answer("heuristic", "low", rule: "small"), answer("model", "mid")]
        #expect(try pairs("").agreement(of: stored, question: 0) == false)
        #expect(
            try pairs("compare: { q1: { same: [[low, mid]] } }").agreement(of: stored, question: 0)
                == true)
        #expect(
            try pairs("compare: { q1: { ignore: [mid] } }").agreement(of: stored, question: 0)
                == nil)
        #expect(
            try pairs("compare: { q1: { ignore_rules: [small] } }")
                .agreement(of: stored, question: 0) == nil)
    }

    @Test(arguments: [
        ("mid", true as Bool?, true as Bool?), ("low", false, true), ("high", false, false),
        (nil, nil, nil),
    ])
    func `a model is held against itself by the same measure`(
        again: String?, plain: Bool?, grouped: Bool?
    ) throws {
        let stored = [
            answer("heuristic", "high"), answer("model", "mid"), answer("model", again, repeat: 1),
        ]
        func agrees(_ settings: String) throws -> Bool? {
            try pairs(settings).selfAgreement(of: "model", in: stored, question: 0)
        }
        #expect(try agrees("") == plain)
        #expect(try agrees("compare: { q1: { same: [[low, mid]] } }") == grouped)
        #expect(try pairs("").selfAgreement(of: "heuristic", in: stored, question: 0) == nil)
    }
}
