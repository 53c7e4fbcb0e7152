import Advisor
import Decisions
import Reports
import Testing

struct AdviceTextTests {
    @Test
    func `open advice names the cheapest evidence and where people differ`() throws {
        let questionnaire = try Examples.shipped()
        let assessment = Assessment(
            feature: "refunds", questionnaire: questionnaire.name,
            version: questionnaire.hash.short,
            entries: [
                .init(item: "shape", answer: 0, by: "ana"),
                .init(item: "known_logic", answer: 1, by: "ana"),
                .init(item: "known_logic", answer: 3, by: "bo"),
            ])
        let text = AdviceText(
            Advice(assessment, questionnaire), isColored: false, width: 100
        ).text
        #expect(
            text.hasPrefix(
                """
                You differ on
                  Could the person who decides this today write the rule on a card?
                    ana says 1: they name hints but no rule
                    bo says 3: a rule for nearly all of it

                refunds: collect evidence
                """), "\(text)")
        #expect(text.contains("The cheapest evidence"))
        #expect(text.contains("Rule strength   ▒▒▒·  0–3"))
    }
}
