import Decisions
import Reports
import Testing

struct NumberTextTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-12_345_678, "-12,345,678")])
    func `a count has separators`(number: Int, expected: String) {
        #expect(NumberText.count(number) == expected)
    }

    @Test(arguments: [(0, "0 cases"), (1, "1 case"), (1_204, "1,204 cases")])
    func `a count has its noun in the right number`(number: Int, expected: String) {
        #expect(NumberText.counted(number, "case") == expected)
        #expect(NumberText.counted(number, "case", "cases") == expected)
    }

    @Test(arguments: [(7, "7"), (1_873, "1,900"), (1_949, "1,900"), (99_999, "100,000"), (0, "0")])
    func `a rough count has two digits that count`(number: Int, expected: String) {
        #expect(NumberText.roundCount(number) == expected)
    }

    @Test(arguments: [
        (0, "$0"), (1_234.5, "$1,235"), (-12.345, "-$12.35"), (2, "$2.00"), (0.5, "$0.500"),
        (0.00212, "$0.00212"), (-0.04, "-$0.0400"), (999.999, "$1,000.00"),
    ])
    func `money has cents from a dollar on and three digits below`(
        dollars: Double, expected: String
    ) {
        #expect(NumberText.money(dollars) == expected)
    }

    @Test(arguments: [
        (0, "$0"), (3_412, "$3,400"), (-18_750, "-$19,000"), (41.3, "$41"), (9.97, "$9.97"),
        (9.996, "$10"),
        (1.04, "$1.04"), (0.999, "$1.00"), (0.1234, "$0.12"), (0.002_09, "$0.0021"),
        (0.096, "$0.096"),
        (0.5, "$0.50"), (1e-7, "$0.00000010"),
    ])
    func `rough money has two digits that count`(dollars: Double, expected: String) {
        #expect(NumberText.roundMoney(dollars) == expected)
    }

    @Test(arguments: [
        (0, "0%"), (0.5, "50%"), (0.123, "12%"), (0.0456, "4.6%"), (0.001_2, "0.12%"),
        (1, "100%"), (0.0996, "10%"), (-0.05, "-5.0%"),
    ])
    func `a percentage is rounded to what matters`(share: Double, expected: String) {
        #expect(NumberText.percent(share) == expected)
    }

    @Test(arguments: [
        (0.004, "4.0 µs"), (0.25, "250 µs"), (1.25, "1.3 ms"), (640, "640 ms"), (8_000, "8.0 s"),
        (123_456, "123 s"),
    ])
    func `a duration has the unit that suits it`(milliseconds: Double, expected: String) {
        #expect(NumberText.duration(milliseconds: milliseconds) == expected)
    }

    @Test func `a day is written out`() throws {
        let time = try #require(Timestamp("2027-02-20T23:59:59Z"))
        #expect(NumberText.day(time) == "20 February 2027")
    }

    @Test func `what is not finite is said in words`() {
        #expect(NumberText.decimal(.infinity, decimals: 2) == "∞")
        #expect(NumberText.decimal(.nan, decimals: 2) == "unknown")
        #expect(NumberText.decimal(-0.001, decimals: 2) == "0.00")
    }
}
