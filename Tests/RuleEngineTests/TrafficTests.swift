import Decisions
import Diagnostics
import RuleEngine
import Testing

/// What rules do on many cases, and what a change of rules does to them.
struct TrafficTests {
    private static let fields = [
        FieldDefinition(name: "n", type: .int, isOptional: true)
    ]
    private static let question = Question(
        name: "size", kind: .choice, instructions: "",
        options: ["small", "large"].map { Question.Option(.text($0)) })

    private func ruleSet(_ text: String) throws -> RuleSet {
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: text), fields: Self.fields,
            questions: [Self.question])
        return try #require(read.ruleSet, "\(read.diagnostics)")
    }

    private func coverage(_ text: String, _ cases: [String]) throws -> RuleCoverage {
        let ruleSet = try ruleSet(text)
        let evaluator = RuleEvaluator(ruleSet)
        var coverage = RuleCoverage(ruleSet.decisions[0])
        for json in cases {
            let examination = evaluator.examine(json: Array(json.utf8))[0]
            coverage.add(examination, slices: ["parity": json.contains("2") ? "even" : "odd"])
        }
        return coverage
    }

    private static let numbers = (1...4).map { #"{"n":\#($0)}"# }

    @Test func `a rule that fires behind another one is shadowed by it`() throws {
        let coverage = try coverage(
            """
            rules:
              - { id: over-two, condition: n > 2, output: large }
              - { id: any, condition: n > 0, output: small }
              - { id: never, condition: n > 9, output: large }
            """, Self.numbers)
        #expect(coverage.rows.map(\.fired) == [2, 4, 0])
        #expect(coverage.rows.map(\.decided) == [2, 2, 0])
        #expect(coverage.rows[1].shadowedBy == ["over-two": 2])
        #expect(coverage.neverFired == ["never"])
    }

    @Test func `rows of a table are counted as rules are`() throws {
        let coverage = try coverage(
            """
            hit_policy: first
            table:
              inputs: [n]
              rows:
                - { id: over-two, when: ["> 2"], then: large }
                - { id: any, when: ["> 0"], then: small }
            """, Self.numbers)
        #expect(coverage.rows.map(\.fired) == [2, 4])
        #expect(coverage.rows[1].shadowedBy == ["over-two": 2])
    }

    @Test func `no rule of a vote or a scorecard shadows another`() throws {
        let coverage = try coverage(
            """
            scorecard:
              rules:
                - { id: over-two, condition: n > 2, points: 5 }
                - { id: any, condition: n > 0, points: 1 }
              thresholds: { small: 0, large: 5 }
            """, Self.numbers)
        #expect(coverage.rows.map(\.fired) == [2, 4])
        #expect(coverage.rows.map(\.shadowed) == [0, 0])
    }

    @Test func `abstentions and failures are counted apart, and by slice`() throws {
        let coverage = try coverage(
            """
            rules:
              - { id: over-two, condition: n > 2, output: large }
              - { id: none, condition: n == 2, output: abstain }
            """, Self.numbers + ["{}", #"{"n":"x"}"#])
        #expect(coverage.cases == 6)
        #expect(coverage.abstained == 2)
        #expect(coverage.failed == 2)
        #expect(coverage.rows.map(\.failed) == [1, 0])
        #expect(coverage.byNoRule == 1)
        #expect(coverage.slices["parity"]?["even"]?.abstained == 1)
        #expect(coverage.slices["parity"]?["odd"]?.cases == 5)
    }

    @Test func `a slice of countless values stays bounded`() throws {
        let ruleSet = try ruleSet("rules: [{ id: a, condition: n > 0, output: small }]")
        let evaluator = RuleEvaluator(ruleSet)
        var coverage = RuleCoverage(ruleSet.decisions[0])
        let examination = evaluator.examine(json: Array("{}".utf8))[0]
        for number in 0..<3000 { coverage.add(examination, slices: ["user": "\(number)"]) }
        let users = try #require(coverage.slices["user"])
        #expect(users.count == 1001)
        #expect(users[RuleCoverage.otherValues]?.cases == 2000)
    }

    @Test func `a comparison counts what changes, and whether for the better`() throws {
        let old = try ruleSet("rules: [{ id: a, condition: n > 2, output: large }]")
        let new = try ruleSet(
            """
            rules:
              - { id: b, condition: n > 3, output: large }
              - { id: c, condition: n > 1, output: small }
            """)
        let (before, after) = (RuleEvaluator(old), RuleEvaluator(new))
        var comparison = RuleComparison(
            old: old.decisions[0], new: new.decisions[0], mostExamples: 1)
        let truths = ["small", "small", "large", "large"].map { OptionValue.text($0) }
        for (index, json) in Self.numbers.map({ Array($0.utf8) }).enumerated() {
            comparison.add(
                caseID: "\(index + 1)", old: before.decide(json: json)[0],
                new: after.decide(json: json)[0], truth: truths[index]
            ) { (before.explain(json: json)[0], after.explain(json: json)[0]) }
        }
        #expect(comparison.changed == 2)
        #expect((comparison.mended, comparison.broken) == (1, 1))
        #expect((comparison.oldRight, comparison.newRight) == (2, 2))
        #expect((comparison.oldAbstained, comparison.newAbstained) == (2, 1))
        #expect(comparison.otherRule == 1)
        let broken = comparison.changes.first {
            $0.key.old == .option(.text("large")) && $0.key.new == .option(.text("small"))
        }?.value
        let example = try #require(broken?.examples.first)
        #expect(example.caseID == "3")
        #expect((example.old.rule, example.new.rule) == ("a", "c"))
    }

    @Test func `the cost of both sides is that of the answers to known outcomes`() throws {
        let old = try ruleSet("rules: [{ id: a, condition: n > 2, output: large }]")
        let new = try ruleSet("rules: [{ id: a, condition: n > 1, output: large }]")
        var economics = Economics(wrong: 10, abstain: 2, fail: 4)
        economics.correct = 1
        economics.wrongPairs = [Economics.Error(truth: "small", answer: "large"): 7]
        var comparison = RuleComparison(
            old: old.decisions[0], new: new.decisions[0], economics: economics, mostExamples: 0)
        let cases: [(json: String, truth: OptionValue?)] = [
            (#"{"n":1}"#, .text("small")), (#"{"n":2}"#, .text("small")),
            (#"{"n":3}"#, .text("large")), (#"{"n":4}"#, nil), ("{}", .text("large")),
        ]
        let (before, after) = (RuleEvaluator(old), RuleEvaluator(new))
        for (json, truth) in cases {
            let bytes = Array(json.utf8)
            comparison.add(
                caseID: "", old: before.decide(json: bytes)[0], new: after.decide(json: bytes)[0],
                truth: truth
            ) { (before.explain(json: bytes)[0], after.explain(json: bytes)[0]) }
        }
        // Abstained, abstained, right, unknown and failed; then the second is wrong.
        #expect(comparison.oldCost == 2 + 2 - 1 + 4)
        #expect(comparison.newCost == 2 + 7 - 1 + 4)
    }

    @Test func `what is examined is what is decided`() throws {
        let ruleSet = try ruleSet(
            """
            scorecard:
              base: 1
              rules:
                - { id: a, condition: n > 2, points: 5 }
                - { id: b, condition: n > 1, points: 2.5 }
              thresholds: { small: 0, large: 5 }
            """)
        let evaluator = RuleEvaluator(ruleSet)
        for (json, points) in zip(Self.numbers, [1, 3.5, 8.5, 8.5]) {
            let decision = evaluator.decide(json: Array(json.utf8))[0]
            let examination = evaluator.examine(json: Array(json.utf8))[0]
            #expect(examination.decision == decision)
            #expect(examination.points == points)
        }
        #expect(evaluator.examine(json: Array("{}".utf8))[0].points == nil)
    }
}
