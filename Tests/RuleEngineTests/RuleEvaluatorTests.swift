import Decisions
import Diagnostics
import RuleEngine
import Testing

struct RuleEvaluatorTests {
    private static let fields = [
        FieldDefinition(name: "text", type: .string),
        FieldDefinition(name: "amount", type: .double, isOptional: true),
    ]

    private static let question = Question.predicate("urgent", instructions: "")

    private func ruleSet(_ text: String) throws -> RuleSet {
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: text), fields: Self.fields,
            questions: [Self.question])
        return try #require(read.ruleSet)
    }

    private let rules = """
        variables: { large: has(amount) && amount > 5.0 }
        rules:
          - { id: now, condition: text == "now", output: true, confidence: 0.75 }
          - { id: large, condition: large, output: true }
        otherwise: false
        """

    @Test func `a decision is kept while the next case is decided`() throws {
        let evaluator = RuleEvaluator(try ruleSet(rules))
        let first = evaluator.decide(json: Array(#"{"text":"now"}"#.utf8))
        let second = evaluator.decide(json: Array(#"{"text":"later"}"#.utf8))
        #expect(first == [.decided(code: 1, rule: 0, confidence: 0.75)])
        #expect(second == [.decided(code: 0, rule: nil, confidence: nil)])
    }

    @Test func `a rule set says what decides and in which version`() throws {
        let ruleSet = try ruleSet(rules)
        #expect("\(ruleSet)" == "urgent by 2 rules (version \(ruleSet.version))")
    }

    @Test func `nothing of a case is left for the next one`() throws {
        let evaluator = RuleEvaluator(try ruleSet(rules))
        let large = Array(#"{"text":"","amount":6}"#.utf8)
        let none = Array(#"{"text":""}"#.utf8)
        let bad = Array(#"{"text":"now","amount":"#.utf8)
        for _ in 0..<3 {
            #expect(evaluator.decide(json: large) == [.decided(code: 1, rule: 1, confidence: nil)])
            guard case .failed(nil, .input) = evaluator.decide(json: bad)[0] else {
                Issue.record("a case that ends early was decided")
                return
            }
            #expect(
                evaluator.decide(json: none) == [.decided(code: 0, rule: nil, confidence: nil)])
        }
    }

    @Test func `evaluators of one rule set work side by side`() async throws {
        let ruleSet = try ruleSet(rules)
        let codes = await withTaskGroup(of: [Int].self) { group in
            for number in 0..<4 {
                group.addTask {
                    let evaluator = RuleEvaluator(ruleSet)
                    let json = Array(#"{"text":"","amount":\#(number * 2)}"#.utf8)
                    return (0..<100).map { _ in
                        if case .decided(let code, _, _, _) = evaluator.decide(json: json)[0] {
                            code
                        } else {
                            -1
                        }
                    }
                }
            }
            return await group.reduce(into: [Int: Int]()) { $0[$1.reduce(0, +), default: 0] += 1 }
        }
        #expect(codes == [0: 3, 100: 1])
    }

    @Test(arguments: [
        #"{"text":"now"}"#, #"{"text":"","amount":6}"#, #"{"text":"","amount":5}"#, "{}",
    ])
    func `an explanation comes to the decision that is made`(json: String) throws {
        let evaluator = RuleEvaluator(try ruleSet(rules))
        let decisions = evaluator.decide(json: Array(json.utf8))
        #expect(evaluator.explain(json: Array(json.utf8)).map(\.decision) == decisions)
    }

    @Test func `tests are selected by their tags`() throws {
        let ruleSet = try ruleSet(rules)
        let text = """
            tests:
              - { name: a, input: { text: now }, expect: true, tags: [fast, sure] }
              - { name: b, input: { text: "" }, expect: false, tags: [slow] }
              - { name: c, input: { text: "" }, expect: false }
            """
        let read = RuleTestFile.read(SourceText(name: "rules.test.yaml", text: text), for: ruleSet)
        let tests = try #require(read.tests)
        #expect(tests.tagged(["sure", "other"]).tests.map(\.name) == ["a"])
        #expect(tests.run(ruleSet).passed)
    }
}
