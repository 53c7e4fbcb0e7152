import Decisions
import Testing

/// Money, hashes, templates and the other small values.
struct ValueTests {
    @Test(arguments: [
        (0.0, 0 as Int64?), (1, 1_000_000_000), (0.000_000_000_4, 0), (0.000_000_000_6, 1),
        (-2.5, -2_500_000_000), (9e9, nil), (1e10, nil),
        (.infinity, nil), (.nan, nil),
    ])
    func `money is whole billionths`(usd: Double, nanos: Int64?) {
        #expect(Money(usd: usd)?.nanoUSD == nanos)
    }

    @Test func `money that overflows stays at the edge`() {
        let (most, least) = (Money(nanoUSD: .max), Money(nanoUSD: .min))
        #expect(most + most == most && least + least == least)
        #expect(least - most == least && most - least == most)
        #expect(Money(nanoUSD: 5) - Money(nanoUSD: 7) == Money(nanoUSD: -2))
        #expect(Money(nanoUSD: 1_500_000_000).usd == 1.5 && Money.zero < most)
    }

    @Test(arguments: [
        (TokenUsage(input: 1000, cachedInput: 400, output: 10), 0.001 + 0.0006 + 0.00004 + 0.0001),
        (TokenUsage(input: 10, cachedInput: 400, output: 0), 0.001 + 0.00004),
    ])
    func `a price counts fresh, cached and written tokens`(tokens: TokenUsage, usd: Double) {
        let price = PriceDefinition(
            inputPerMillion: 1, cachedInputPerMillion: 0.1, outputPerMillion: 10, perCall: 0.001)
        #expect(price.price(of: tokens) == Money(usd: usd))
        #expect(price.price(of: nil) == nil)
        #expect(PriceDefinition(perCall: 0.5).price(of: nil) == Money(usd: 0.5))
    }

    @Test func `reasoning is output, unless it has a price of its own`() {
        let tokens = TokenUsage(input: 1000, output: 100, reasoning: 60)
        var price = PriceDefinition(inputPerMillion: 1, outputPerMillion: 10)
        #expect(price.price(of: tokens) == Money(usd: 0.002))
        #expect(price.highest(input: 1000, output: 100) == Money(usd: 0.002))
        price.reasoningPerMillion = 3
        #expect(price.price(of: tokens) == Money(usd: 0.001 + 0.0004 + 0.00018))
        #expect(price.highest(input: 1000, output: 100) == Money(usd: 0.002))
        price.reasoningPerMillion = 30
        #expect(price.price(of: tokens) == Money(usd: 0.001 + 0.0004 + 0.0018))
        #expect(price.highest(input: 1000, output: 100) == Money(usd: 0.004))
        #expect(PriceDefinition(reasoningPerMillion: 1).price(of: nil) == nil)
    }

    @Test(arguments: [
        ("plain", "plain"), ("${A}/v1", "one/v1"), ("${A}${B}", "onetwo"),
        ("$A {A} ${", "$A {A} ${"),
        ("${A", "${A"), ("a}b", "a}b"),
    ])
    func `a template is filled in`(text: String, expected: String) throws {
        let environment = ["A": "one", "B": "two", "EMPTY": ""]
        #expect(try EnvironmentTemplate.resolve(text, in: environment).get() == expected)
    }

    @Test func `all variables that are unset or empty are named`() {
        let error = #expect(throws: UnsetVariables.self) {
            try EnvironmentTemplate.resolve(
                "${X}-${EMPTY}-${A}-${}", in: ["A": "1", "EMPTY": ""]
            ).get()
        }
        #expect(error?.names == ["X", "EMPTY", ""])
    }

    @Test func `a value of the environment is not a template again`() throws {
        let text = try EnvironmentTemplate.resolve("${A}", in: ["A": "${B}", "B": "x"]).get()
        #expect(text == "${B}")
    }

    @Test func `hashes are the same in every version`() {
        #expect(ContentHash([]).description == "e3b0c44298fc1c149afbf4c8996fb924")
        #expect(ContentHash([("a", "b")]).description == "facdde7abf1eac5b301273ab2e282f79")
        #expect(
            ContentHash([("rules", "é"), ("prompt", "")]).description
                == "08cea58f7cb05c1eac5c11c60c74b405")
        #expect(
            CaseInput(json: Array(#"{"a":1}"#.utf8)).hash.description
                == "015abd7f5cc57a2dd94b7590f04ad808")
    }

    @Test func `parts do not run together`() {
        let lists: [[(String, String)]] = [
            [("a", "bc")], [("ab", "c")], [("a", "b"), ("c", "")], [("a", ""), ("b", "c")],
            [("a", "b1:c0:")], [],
        ]
        #expect(Set(lists.map { ContentHash($0.map { (name: $0.0, content: $0.1) }) }).count == 6)
    }

    @Test(arguments: [
        "", "e3b0", "E3B0C44298FC1C149AFBF4C8996FB924", "+3b0c44298fc1c149afbf4c8996fb924",
        "e3b0c44298fc1c14-afbf4c8996fb924", "ééééééééééééééé0",
    ])
    func `no hash is read into another text`(text: String) {
        #expect(ContentHash(text) == nil)
    }

    @Test func `a hash reads back and is shown short`() {
        let hash = ContentHash([("a", "b")])
        #expect(ContentHash(hash.description) == hash)
        #expect(hash.description.hasPrefix(hash.short) && hash.short.count == 8)
    }

    @Test func `an option is found by value and by its text`() {
        let options = [OptionValue.text("true"), .flag(false), .text("no")]
        let question = Question(
            name: "q", kind: .choice, instructions: "", options: options.map { .init($0) })
        #expect(question.code(of: .flag(true)) == nil && question.code(of: .text("true")) == 0)
        #expect(question.code(reading: "false") == 1 && question.code(reading: "yes") == nil)
    }

    @Test(arguments: Answer.Status.allCases)
    func `a status is known by its name`(status: Answer.Status) {
        #expect(Answer.Status(name: status.name) == status)
    }
}
