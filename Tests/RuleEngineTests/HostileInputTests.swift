import CEL
import Decisions
import Diagnostics
import RuleEngine
import Testing

/// Input that nobody wrote in good faith.
struct HostileInputTests {
    private static let fields = [
        FieldDefinition(name: "text", type: .string),
        FieldDefinition(name: "amount", type: .double, isOptional: true),
        FieldDefinition(name: "data", type: .dyn, isOptional: true),
    ]

    private static let question = Question(
        name: "team", kind: .choice, instructions: "",
        options: [.init(.text("billing")), .init(.text("technical"))])

    private static let rules = #"""
        hit_policy: any
        variables:
          big: has(amount) && amount > 500.0
          words: 'text.split(" ")'
        rules:
          - id: refund
            condition: text.matches('(?i)\\brefund\\b') || big
            output: billing
            confidence: 0.9
            explanation: asks for money back
          - { id: words, condition: 'words.exists(w, w == "bug")', output: technical }
          - condition: |
              has(data) &&
                data.level > 3
            output: abstain
        otherwise: { output: technical, confidence: measured }
        """#

    private static let tests = #"""
        tests:
          - name: refund
            input: { text: "my refund", amount: 12.5, data: { level: 4, list: [1, null] } }
            expect: billing
            rule: refund
            because: it is the word
            tags: [money]
        """#

    private static let input = #"{"text":"my r\u00e9fund","amount":-1.5e2,"data":{"level":[4]}}"#

    @Test(arguments: 0..<40)
    func `mutated rule files are answered with findings or decide`(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        for _ in 0..<25 {
            let text = mutated(Self.rules, &generator)
            let read = RuleFile.read(
                SourceText(name: "rules.yaml", text: text), fields: Self.fields,
                questions: [Self.question])
            #expect(read.diagnostics.allSatisfy { !$0.description.isEmpty })
            guard let ruleSet = read.ruleSet else {
                #expect(read.diagnostics.contains { $0.severity == .error })
                continue
            }
            let evaluator = RuleEvaluator(ruleSet)
            #expect(evaluator.decide(json: Array(Self.input.utf8)).count == 1)
            #expect(evaluator.explain(json: Array(Self.input.utf8)).count == 1)
        }
    }

    private static let tableRules = #"""
        hit_policy: priority
        priority: [technical]
        table:
          file: t.csv
          inputs: [text, { name: amount, expression: "has(amount) ? amount : 0.5" }, data]
        """#

    private static let csv = #"""
        id,text,amount,data,team,confidence
        a,"""x"",y",[1..2.5),not(3),billing,0.5
        b,-,">= 3","< 4, true, ""w""",technical,
        ,not("a"),]1..1e3[,null,abstain,
        """#

    @Test(arguments: 0..<20)
    func `mutated tables are answered with findings or decide`(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        for _ in 0..<100 {
            let rules =
                generator.below(3) == 0 ? mutated(Self.tableRules, &generator) : Self.tableRules
            let csv = mutated(Self.csv, &generator)
            let read = RuleFile.read(
                SourceText(name: "rules.yaml", text: rules), fields: Self.fields,
                questions: [Self.question], openFile: { SourceText(name: $0, text: csv) })
            #expect(read.diagnostics.allSatisfy { !$0.description.isEmpty })
            guard let ruleSet = read.ruleSet else {
                #expect(read.diagnostics.contains { $0.severity == .error })
                continue
            }
            let evaluator = RuleEvaluator(ruleSet)
            let decision = evaluator.decide(json: Array(Self.input.utf8))
            #expect(evaluator.explain(json: Array(Self.input.utf8)).map(\.decision) == decision)
        }
    }

    private static let scorecard = #"""
        include: [common.yaml]
        lists: { near: { ids: [a, "1"] } }
        scorecard:
          base: 1.5
          rules:
            - { id: rude, condition: rude(text) && !(has(amount) && amount > 5), points: 3 }
            - { condition: near(text) || invoice(text), points: -2.5, explanation: near }
          curve: { midpoint: 2, slope: 0.5 }
          thresholds: { billing: 0, technical: 3 }
        """#

    private static let common = #"""
        include: [other.yaml]
        lists: { rude: { words: words.txt }, invoice: { patterns: ['(?i)\\binv\\d+', '^x'] } }
        variables: { long: size(text) > 5 }
        """#

    @Test(arguments: 0..<20)
    func `mutated scorecards, lists and includes are answered with findings or decide`(
        seed: Int
    ) {
        var generator = SplitMix(state: UInt64(seed))
        for _ in 0..<60 {
            var files = [
                "rules.yaml": Self.scorecard, "common.yaml": Self.common,
                "words.txt": "darn\nmoney back\n# x\nC++\n",
                "other.yaml": "variables: { short: size(text) < 2 }",
            ]
            for name in files.keys.sorted() where generator.below(2) == 0 {
                files[name] = files[name].map { mutated($0, &generator) }
            }
            let read = RuleFile.read(
                SourceText(name: "rules.yaml", text: files["rules.yaml"] ?? ""),
                fields: Self.fields, questions: [Self.question],
                openFile: { name in files[name].map { SourceText(name: name, text: $0) } })
            #expect(read.diagnostics.allSatisfy { !$0.description.isEmpty })
            guard let ruleSet = read.ruleSet else {
                #expect(read.diagnostics.contains { $0.severity == .error })
                continue
            }
            let evaluator = RuleEvaluator(ruleSet)
            let decision = evaluator.decide(json: Array(Self.input.utf8))
            #expect(evaluator.explain(json: Array(Self.input.utf8)).map(\.decision) == decision)
        }
    }

    @Test(arguments: 0..<20)
    func `mutated test files are answered with findings or run`(seed: Int) throws {
        let ruleSet = try #require(
            RuleFile.read(
                SourceText(name: "rules.yaml", text: Self.rules), fields: Self.fields,
                questions: [Self.question]
            ).ruleSet)
        var generator = SplitMix(state: UInt64(seed))
        for _ in 0..<50 {
            let source = SourceText(
                name: "rules.test.yaml", text: mutated(Self.tests, &generator))
            let read = RuleTestFile.read(source, for: ruleSet)
            guard let tests = read.tests else {
                #expect(read.diagnostics.contains { $0.severity == .error })
                continue
            }
            #expect(tests.run(ruleSet).results.count == tests.tests.count)
        }
    }

    @Test(arguments: 0..<20)
    func `mutated cases are decided or failed`(seed: Int) throws {
        let ruleSet = try #require(
            RuleFile.read(
                SourceText(name: "rules.yaml", text: Self.rules), fields: Self.fields,
                questions: [Self.question]
            ).ruleSet)
        let evaluator = RuleEvaluator(ruleSet)
        var generator = SplitMix(state: UInt64(seed))
        for _ in 0..<200 {
            var bytes = Array(Self.input.utf8)
            for _ in 0...generator.below(3) {
                bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
            }
            let decision = evaluator.decide(json: bytes)
            // What a bad case leaves behind must not leak into the next one.
            #expect(evaluator.decide(json: bytes) == decision)
            #expect(evaluator.explain(json: bytes).map(\.decision) == decision)
        }
    }

    @Test func `a chain of variables is evaluated once each`() throws {
        var text = "variables:\n  v0: size(text)\n"
        for index in 1..<200 { text += "  v\(index): v\(index - 1) + v\(index - 1)\n" }
        text += "rules:\n  - { condition: v30 == 1073741824, output: billing }\n"
        text += "  - { condition: v199 > 0, output: technical }\n"
        let ruleSet = try #require(
            RuleFile.read(
                SourceText(name: "rules.yaml", text: text), fields: Self.fields,
                questions: [Self.question]
            ).ruleSet)
        let evaluator = RuleEvaluator(ruleSet)
        let decided = evaluator.decide(json: Array(#"{"text":"x"}"#.utf8))
        #expect(decided == [.decided(code: 0, rule: 0, confidence: nil)])
        let failed = evaluator.decide(json: Array(#"{"text":"xx"}"#.utf8))[0]
        guard case .failed(1, .variable(let name, let error, _)) = failed else {
            Issue.record("got \(failed)")
            return
        }
        #expect(name == "v62")
        #expect(error.code == .overflow)
    }

    /// Found by the fuzz run: each of the findings held the whole line.
    @Test func `many findings in one long line take little memory`() {
        let cells = String(repeating: "[9..1),", count: 5000)
        let rules = "table: { inputs: [text], rows: [[\(cells) billing], \(cells) x] }"
        let csv = "text,team\n" + String(repeating: "]9..1]\u{0},billing,\n", count: 5000)
        for (rules, csv) in [(rules, ""), ("table: t.csv", csv)] {
            let read = RuleFile.read(
                SourceText(name: "rules.yaml", text: rules), fields: Self.fields,
                questions: [Self.question], openFile: { SourceText(name: $0, text: csv) })
            #expect(read.ruleSet == nil)
            #expect((1...501).contains(read.diagnostics.count))
            #expect(read.diagnostics.allSatisfy { $0.description.utf8.count < 3000 })
        }
    }

    @Test func `a finding in a long line shows the part around it`() {
        let line = String(repeating: "x", count: 1000) + "!" + String(repeating: "y", count: 1000)
        let finding = Diagnostic(
            in: SourceText(name: "a", text: line), at: SourcePosition(line: 1, column: 1001), "no")
        let lines = finding.description.split(separator: "\n")
        #expect(lines[0] == "a:1:1001: no")
        #expect(lines[1].count == 6 + 602)
        #expect(lines[1].firstIndex(of: "!")?.utf16Offset(in: lines[1]) == 307)
        #expect(lines[2].firstIndex(of: "^")?.utf16Offset(in: lines[2]) == 307)
    }

    @Test func `aliases that multiply are refused`() throws {
        let ruleSet = try #require(
            RuleFile.read(
                SourceText(name: "rules.yaml", text: Self.rules), fields: Self.fields,
                questions: [Self.question]
            ).ruleSet)
        var text = "tests:\n  - name: bomb\n    expect: billing\n    input:\n      text: x\n"
        text += "      data:\n        a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for index in 1..<9 {
            let inner = Array(repeating: "*a\(index - 1)", count: 10).joined(separator: ", ")
            text += "        a\(index): &a\(index) [\(inner)]\n"
        }
        let read = RuleTestFile.read(SourceText(name: "rules.test.yaml", text: text), for: ruleSet)
        #expect(read.tests == nil)
        #expect(read.diagnostics.last?.fact.hasSuffix("is too large") == true)
    }

    @Test func `an explanation looks at each variable once`() throws {
        var text =
            "lists: { found: { words: [x] } }\nvariables:\n  v0: found(text)\n  v1: found(text)\n"
        for index in 2..<200 { text += "  v\(index): v\(index - 1) && v\(index - 2)\n" }
        text += "rules:\n  - { condition: v199, output: billing }\n"
        let ruleSet = try #require(
            RuleFile.read(
                SourceText(name: "rules.yaml", text: text), fields: Self.fields,
                questions: [Self.question]
            ).ruleSet)
        let explanation = RuleEvaluator(ruleSet).explain(json: Array(#"{"text":"x"}"#.utf8))[0]
        #expect(explanation.rules[0].conditions[0].findings.map(\.entry) == ["x"])
    }

    @Test func `variables of variables are not spelt out without bound`() throws {
        var text = "variables:\n  v0: size(text) > 1 || size(text) < 9\n"
        text += "  w0: n > 1 && n < 9\n"
        for level in 1..<200 {
            let parts = Array(repeating: "w\(level - 1)", count: 20).joined(separator: " && ")
            text += "  w\(level): \(parts)\n"
        }
        text += "rules:\n"
        for rule in 0..<200 {
            text += "  - { id: r\(rule), condition: w\(rule) && !v0, output: true }\n"
        }
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: text),
            fields: [
                FieldDefinition(name: "n", type: .int),
                FieldDefinition(name: "text", type: .string),
            ], questions: [.predicate("q", instructions: "")])
        let ruleSet = try #require(read.ruleSet, "\(read.diagnostics.first?.summary ?? "")")
        #expect(!ruleSet.unanalysed.isEmpty)
    }

    @Test(arguments: [
        ("text,text,team", ["column `text` is given twice"]),
        (
            String(repeating: "text,", count: 1_000) + "team",
            ["the table has 1001 columns"]
        ),
        (
            "text,team" + String(repeating: ",team", count: 998),
            Array(repeating: "column `team` is given twice", count: 500)
        ),
        (
            "text,team\n" + String(repeating: #""a"b,"#, count: 600) + "x",
            Array(repeating: "text stands after a cell in quotes", count: 500)
        ),
    ])
    func `a line of many faults is reported in part`(csv: String, facts: [String]) {
        let read = RuleFile.read(
            SourceText(
                name: "rules.yaml",
                text: "table: { file: t.csv, inputs: [text] }\notherwise: abstain"),
            fields: [FieldDefinition(name: "text", type: .string)],
            questions: [
                Question(
                    name: "team", kind: .choice, instructions: "",
                    options: [.init(.text("a")), .init(.text("b"))])
            ], openFile: { SourceText(name: $0, text: csv) })
        #expect(read.ruleSet == nil)
        #expect(read.diagnostics.map(\.fact) == facts)
    }

    /// Returns `text` with a few pieces removed, doubled, swapped or replaced.
    private func mutated(_ text: String, _ generator: inout SplitMix) -> String {
        var scalars = Array(text.unicodeScalars)
        let spice = Array(
            "{}[]:,-'\"\\|>&*!#%@` \n\tµ\u{0}\u{FFFD}(.).)true0.5abstain".unicodeScalars)
        for _ in 0...generator.below(4) {
            let start = generator.below(scalars.count)
            let end = min(scalars.count, start + 1 + generator.below(12))
            switch generator.below(4) {
            case 0: scalars.removeSubrange(start..<end)
            case 1: scalars.insert(contentsOf: scalars[start..<end], at: start)
            case 2: scalars[start] = spice[generator.below(spice.count)]
            default: scalars.insert(spice[generator.below(spice.count)], at: start)
            }
            if scalars.isEmpty { scalars = [" "] }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }
}

/// Random numbers that are the same in every run (Steele, Lea and Flood 2014).
private struct SplitMix {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(bound))
    }
}
