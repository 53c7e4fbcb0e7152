import CEL
import Decisions
import Diagnostics
import Foundation
import RuleEngine
import Testing

/// The Swift code of the guides, which compiles and works as it stands there.
struct GuideTests {
    @Test(arguments: [
        "CEL/CEL.docc/CEL.md", "CEL/CEL.docc/UsingCEL.md",
        "RuleEngine/RuleEngine.docc/RuleEngine.md",
    ])
    func `every line of a guide's Swift code stands in this file`(guide: String) throws {
        let here = URL(filePath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Sources/" + guide), encoding: .utf8)
        let compiled = Self.lines(try String(contentsOf: here, encoding: .utf8))
        let blocks = text.components(separatedBy: "```").enumerated()
            .filter { $0.offset % 2 == 1 && $0.element.hasPrefix("swift\n") }
            .map { $0.element.dropFirst("swift\n".count) }
            .filter { !$0.hasPrefix("// Package.swift") }
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(Self.lines(String(block)).subtracting(compiled) == [])
        }
    }

    private static func lines(_ text: String) -> Set<String> {
        Set(text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    @Test func `a condition is declared, compiled and evaluated`() throws {
        let environment = Environment(variables: [
            Variable("amount", .double),
            Variable("country", .string, isOptional: true),
        ])
        switch environment.compile("amount > 500.0 && country in ['US', 'CA']") {
        case .compiled(let program):
            let activation = Activation(environment)
            activation.set(0, double: 620)
            activation.set(1, string: "US")
            print(try program.evaluateBool(activation))
        case .rejected(let diagnostics):
            for diagnostic in diagnostics { print(diagnostic) }
        }
    }

    @Test func `a condition reads request after request`() throws {
        struct Request {
            var text = "late"
            var amount = 12.0
        }
        var flagged = 0
        func flag(_ request: Request) { flagged += 1 }
        let requests = [Request(), Request(text: "", amount: 1)]
        let text = "amount > 10.0"
        let file = SourceText(name: "rules.yaml", text: "condition: " + text)

        let environment = Environment(
            variables: [
                Variable("text", .string),
                Variable("amount", .double),
                Variable("email", .string, isOptional: true),
                Variable("account", .map(.string, .dyn)),
            ],
            libraries: [.strings, .math])
        let place = Embedding(in: file, startingAt: SourcePosition(line: 14, column: 9))
        let compilation = environment.compile(text, embedded: place)
        let program = try #require(compilation.program)
        let activation = Activation(environment)
        for request in requests {
            activation.reset()
            activation.set(0, string: request.text)
            activation.set(1, double: request.amount)
            if try program.evaluateBool(activation) { flag(request) }
        }
        #expect(flagged == 1)
    }

    @Test func `a function of the program's own is called`() throws {
        let time: CEL.Timestamp? = .init("2026-01-01T12:00:00Z")
        let noon = try #require(time)
        let calendar: Set<CEL.Timestamp> = [noon]
        let isHoliday = Function(
            name: "isHoliday", isMember: true,
            signatures: [Function.Signature([.timestamp], .bool)]
        ) { (arguments) throws(EvaluationError) in
            guard case .timestamp(let time) = arguments[0] else { throw .noSuchOverload }
            return .bool(calendar.contains(time))
        }
        let library = Library(name: "calendar", functions: [isHoliday])
        let environment = Environment(
            variables: [Variable("at", .timestamp)], libraries: [library])
        let activation = Activation(environment)
        activation.set(0, .timestamp(noon))
        let program = try #require(environment.compile("at.isHoliday()").program)
        #expect(try program.evaluateBool(activation))
    }

    @Test func `rules are read, decide, explain themselves and are exchanged`() throws {
        struct Order {
            var amount = 50.0
            var country = "DE"
        }
        let order = Order()
        let text = "rules: [{ id: big, condition: amount > 500.0, output: 'yes' }]"
        let newer = SourceText(name: "rules.yaml", text: text + "\notherwise: 'no'")

        let fields = [
            FieldDefinition(name: "amount", type: .double),
            FieldDefinition(name: "country", type: .string, isOptional: true),
        ]
        let questions = [
            Question(
                name: "review", kind: .choice, instructions: "Does somebody look at this order?",
                options: [Question.Option(.text("yes")), Question.Option(.text("no"))])
        ]
        let source = SourceText(name: "rules.yaml", text: text)
        let (ruleSet, findings) = RuleFile.read(source, fields: fields, questions: questions)
        for finding in findings { print(finding) }
        guard let ruleSet else { return }

        let evaluator = RuleEvaluator(ruleSet)
        switch evaluator.decide(json: Array(#"{"amount": 912.5}"#.utf8))[0] {
        case .decided(let code, let rule, let confidence, _):
            print(questions[0].options[code].value, rule as Any, confidence as Any)
        case .abstained: print("no answer")
        case .failed(_, let error): print(error)
        case .ambiguous(let rules): print("rules \(rules) contradict each other")
        }
        let decisions = evaluator.decide { slots in
            slots.set(0, double: order.amount)
            slots.set(1, string: order.country)
        }
        #expect(decisions == [.abstained(rule: nil)])
        print(evaluator.explain(json: Array(#"{"amount": 50}"#.utf8))[0])

        let handle = RuleSetHandle(ruleSet)
        switch handle.reload({ RuleFile.read(newer, fields: fields, questions: questions) }) {
        case .exchanged(let warnings): warnings.forEach { print($0) }
        case .refused(let errors): errors.forEach { print($0) }
        }
        let newest = RuleEvaluator(handle.current.ruleSet)
        let json = Array(#"{"amount": 50}"#.utf8)
        #expect(newest.decide(json: json) == [.decided(code: 1, rule: nil, confidence: nil)])
    }
}
