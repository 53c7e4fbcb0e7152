import Decisions
import Testing

struct CountingRuleTests {
    /// Outcomes of one question as `value source rater time`.
    private func outcomes(_ texts: [String]) -> [Outcome] {
        texts.map { text in
            let words = text.split(separator: " ").map(String.init)
            return Outcome(
                caseID: "1", question: "q", value: .text(words[0]),
                source: words[1] == "human" ? .human : .systemOfRecord,
                rater: words[2] == "-" ? nil : words[2],
                observedAt: words[3] == "-"
                    ? nil : Timestamp(microseconds: Int64(words[3]) ?? 0))
        }
    }

    @Test(
        arguments: [
            (CountingRule.latest, ["a human ann 2", "b system - 3", "c human bob 1"], "b"),
            (.latestHuman, ["a human ann 2", "b system - 3", "c human bob 1"], "a"),
            (.latestHuman, ["a system - 2", "b system - 1"], "a"),
            (.first, ["a human ann 2", "b system - 3"], "a"),
            (.latest, ["a human ann 2", "b system - -", "c system - 9"], "b"),
            (.majority, ["a human ann 1", "b human bob 1", "b human cy 1"], "b"),
            (.majority, ["a human ann 1", "b human bob 1"], nil),
            (.majority, ["a human ann 1", "b human bob 1", "b human ann 2"], "b"),
            (.latest, [], nil),
        ] as [(CountingRule, [String], String?)])
    func `the truth that counts is that of the rule`(
        rule: CountingRule, texts: [String], expected: String?
    ) {
        #expect(rule.truth(of: "q", among: outcomes(texts)) == expected.map { .text($0) })
    }

    @Test func `truths of other questions do not count`() {
        #expect(CountingRule.first.truth(of: "p", among: outcomes(["a human ann 1"])) == nil)
    }
}
