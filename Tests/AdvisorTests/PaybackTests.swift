import Advisor
import Testing

struct PaybackTests {
    @Test(arguments: [
        ("20000 6000 1000", 4.0, 1, "20000 / (6000 - 1000) = 4 months"),
        ("50,000/5000/2000", 50_000.0 / 3_000, 2, "50000 / (5000 - 2000) = 16.7 months"),
        ("4000;5000;1000", 1, 0, "4000 / (5000 - 1000) = 1 month"),
        ("90000 6000 1000", 18, 2, "90000 / (6000 - 1000) = 18 months"),
        ("1e12 1e-9 0", 1e21, 4, "1000000000000 / (0 - 0) = 1e+21 months"),
        ("0 1 0", 0, 0, "0 / (1 - 0) = 0 months"),
        ("20000 1000 1000", .infinity, 4, "1000 a month is not more than 1000 of upkeep"),
    ])
    func `three amounts answer the question of payback, with their arithmetic`(
        text: String, months: Double, answer: Int, arithmetic: String
    ) throws {
        let payback = try #require(Payback(text: text))
        #expect(payback.months == months && payback.arithmetic == arithmetic)
        let questionnaire = try Examples.shipped()
        let entry = try #require(questionnaire.item("payback")?.entry(payback, by: "ana"))
        #expect(entry.answer == answer && entry.note == arithmetic && entry.measured == nil)
        #expect(try #require(questionnaire.item("volume")).entry(payback, by: "ana") == nil)
    }

    @Test(arguments: [
        "", "1,5 2 3", "3", "1 2", "1 2 3 4", "a b c", "-1 2 3", "nan 1 1", "inf 1 1", "1e13 1 1",
    ])
    func `what is no three amounts is none`(text: String) {
        #expect(Payback(text: text) == nil)
    }
}
