import Advisor
import Diagnostics
import Testing

struct QuestionnaireFileTests {
    @Test(arguments: [Questionnaire.fourFactor, Questionnaire.launch])
    func `a shipped questionnaire has nothing wrong with it`(source: SourceText) {
        let (questionnaire, diagnostics) = QuestionnaireFile.read(source)
        #expect(diagnostics.map(\.description) == [])
        #expect(questionnaire != nil)
    }

    @Test
    func `each factor of the four has four to six questions`() throws {
        let questionnaire = try Examples.shipped()
        for factor in questionnaire.factors {
            let count = questionnaire.items.count { $0.factor == factor.id }
            #expect((4...6).contains(count), "\(factor.id)")
        }
    }

    @Test(arguments: [
        (
            "effort: hours", "effort: ours",
            "q.yaml:13:13: `effort` is `ours`; did you mean `hours`?"
        ),
        (
            "factor: rules", "factor: rule",
            "q.yaml:7:13: unknown factor `rule`; did you mean `rules`?"
        ),
        ("    ask: Who?\n", "", "q.yaml:6:5: an item has no `ask`"),
        (
            "why: Because", "wy: Because",
            "q.yaml:9:5: unknown key `wy` in an item; did you mean `why`?"
        ),
        (
            "rules: [3, 4]", "rules: [4, 3]",
            "q.yaml:21:20: `rules` gives no range; write `[lowest, highest]` from 0 to 4"
        ),
        (
            "rules: [3, 4]", "rules: [0, 4]",
            "q.yaml:28:5: gate `rest` is never reached; the gates above it take all its scores"
        ),
        (
            "    model_earns: 0.5", "    when: { rules: [0, 1] }\n    model_earns: 0.5",
            "q.yaml:21:3: no gate is for rules 2; end with a gate without `when`, which takes the rest"
        ),
        (
            "effort: hours", "effort: hours\n    measure: { figure: signl, at_least: [1] }",
            "q.yaml:14:24: `figure` is `signl`; did you mean `signal`?"
        ),
        (
            "effort: hours", "effort: hours\n    measure: { figure: signal }",
            "q.yaml:14:14: `measure` needs `at_least` or `at_most`, and not both"
        ),
        (
            "effort: hours", "effort: hours\n    measure: { figure: signal, at_most: [1, 2] }",
            "q.yaml:14:41: `at_most` takes one to four limits, each harder to pass than the one "
                + "before it"
        ),
        (
            "effort: hours", "effort: hours\n    enable_when: 'knwn >= 2'",
            "q.yaml:14:19: unknown variable `knwn`"
        ),
        (
            "effort: hours", "effort: hours\n    enable_when: known >= 2",
            "q.yaml:14:18: unknown variable `known`; a condition may read only the items above it"
        ),
    ])
    func `what is wrong is said where it stands`(old: String, new: String, expected: String) {
        let source = SourceText(name: "q.yaml", text: Self.sample.replacing(old, with: new))
        let (questionnaire, diagnostics) = QuestionnaireFile.read(source)
        #expect(questionnaire == nil)
        #expect(diagnostics.map(\.summary).contains { $0.hasPrefix(expected) }, "\(diagnostics)")
    }

    @Test
    func `conditions that tell too many answers apart are refused`() {
        let item = Self.sample.split(separator: "items:\n")[1].split(separator: "gates:")[0]
        let items = (0..<6).map { index in
            item.replacing("id: known", with: "id: q\(index)")
        }.joined()
        let last = item.replacing(
            "effort:", with: "enable_when: q0 + q1 + q2 + q3 + q4 + q5 > 3\n    effort:")
        let (questionnaire, diagnostics) = QuestionnaireFile.read(
            SourceText(name: "q.yaml", text: Self.sample.replacing(item, with: items + last)))
        #expect(questionnaire == nil)
        #expect(
            diagnostics.map(\.summary) == [
                "q.yaml:6:3: the conditions tell more than 2000 combinations of answers apart; "
                    + "let them read fewer items"
            ])
    }

    static let sample = """
        questionnaire: sample
        factors:
          - { id: rules, title: Rules, high: known, score: weakest, source: ours }

        items:
          - id: known
            factor: rules
            ask: Who?
            why: Because
            who: anybody
            source: ours
            find_out: ask
            effort: hours
            answers:
              0: { means: nobody, example: a }
              1: { means: one, example: a }
              2: { means: two, example: a }
              3: { means: three, example: a }
              4: { means: all, example: a }
        gates:
          - when: { rules: [3, 4] }
            id: rule
            outcome: heuristic
            says: Write the rule.
            decided_by: rules
            source: ours
            model_earns: 0.1
          - id: rest
            outcome: model
            says: Try the model.
            decided_by: rules
            source: ours
            model_earns: 0.5
        """
}
