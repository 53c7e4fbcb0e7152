import Baselines
import CEL
import Diagnostics
import JSONCodec
import TestSupport
import Testing

/// A rule that is printed decides as the rule that was learnt.
struct RuleTextTests {
    /// Cases with every kind of field, some of them missing, and a label that depends on them.
    private static func objects(_ count: Int, seed: UInt64) -> (cases: [JSONObject], labels: [Int])
    {
        var generator = SeededGenerator(seed: seed)
        var cases: [JSONObject] = []
        var labels: [Int] = []
        let words = ["refund", "please", "crash", "tab\tbed", "\"quoted\"", "naïve", "c++"]
        for _ in 0..<count {
            let amount = (Double.random(in: -50...50, using: &generator) * 10).rounded() / 10
            let plan = ["free", "pro", "a \"b\" \\ c"].randomElement(using: &generator) ?? ""
            let text = (0..<4).map { _ in words.randomElement(using: &generator) ?? "" }
                .joined(separator: " ")
            let number = Int64.random(in: 0..<1000, using: &generator)
            let isOn = Bool.random(using: &generator)
            var object: JSONObject = [
                "order": ["plan": .string(plan)], "text": .string("\(text) \(number)"),
                "is on": .bool(isOn), "rank": .string("\(number)"),
                "day": .string("2026-01-\(10 + number % 20)"),
            ]
            if number.isMultiple(of: 3) { object["amount"] = .double(amount) }
            cases.append(object)
            let score =
                (amount > 10 && number.isMultiple(of: 3) ? 2 : 0) + (plan == "pro" ? 1 : 0)
                + (text.contains("refund") ? 2 : 0) + (isOn ? 1 : 0) + (number > 600 ? 1 : 0)
                + (number % 20 > 12 ? 1 : 0)
            labels.append(min(2, max(0, score + Int.random(in: -1...1, using: &generator) - 2)))
        }
        return (cases, labels)
    }

    private static let environment = Environment(variables: [
        Variable("order", .dyn), Variable("text", .string), Variable("is_on", .bool),
        Variable("rank", .string), Variable("day", .string),
        Variable("amount", .double, isOptional: true),
    ])

    @Test(arguments: 1...12)
    func `its CEL gives the same answers`(seed: Int) throws {
        let (cases, labels) = Self.objects(300, seed: UInt64(seed))
        let all = CaseTable(cases)
        let names = ["a", "b", "c"]
        for hidden in [[], ["order.plan"], ["text"], ["order.plan", "text", "rank"]] {
            let table = all.keeping { !hidden.contains($0.name) }
            let rule = RuleBaseline(
                table, rows: Array(cases.indices), labels: labels, labelCount: 3)
            let text = rule.cel(table, labels: names)
            let compilation = Self.environment.compile(text)
            let program = try #require(compilation.program, "\(text): \(compilation.diagnostics)")
            for (row, object) in cases.enumerated() {
                let activation = Self.activation(object)
                let value = try program.evaluate(activation)
                #expect("\(value)".contains(names[rule.leaf(table, row: row).label]), "\(text)")
            }
        }
    }

    private static func activation(_ object: JSONObject) -> Activation {
        let activation = Activation(environment)
        for (slot, variable) in environment.variables.enumerated() {
            switch variable.name {
            case "amount":
                if let amount = object["amount"]?.double {
                    activation.set(slot, double: amount)
                } else {
                    activation.setAbsent(slot)
                }
            case "is_on": activation.set(slot, bool: object["is on"]?.bool ?? false)
            case "order":
                let plan = object["order"]?.object?["plan"]?.string ?? ""
                activation.set(
                    slot,
                    .map(ValueMap([ValueMap.Entry(key: .string("plan"), value: .string(plan))])))
            default: activation.set(slot, string: object[variable.name]?.string ?? "")
            }
        }
        return activation
    }

    @Test func `limits are round numbers between the values`() {
        let cases: [JSONObject] = (0..<40).map { ["delay": .double($0 < 20 ? 17.25 : 23.75)] }
        let table = CaseTable(cases)
        let rule = RuleBaseline(
            table, rows: Array(0..<40), labels: (0..<40).map { $0 / 20 }, labelCount: 2)
        #expect(
            rule.cel(table, labels: ["on time", "late"]) == #"delay > 20.0 ? "late" : "on time""#)
    }

    @Test func `a rule that always answers the same is that answer`() {
        let cases: [JSONObject] = (0..<40).map { ["x": .int(Int64($0))] }
        let table = CaseTable(cases)
        let rule = RuleBaseline(
            table, rows: Array(0..<40), labels: (0..<40).map { _ in 0 }, labelCount: 1)
        #expect(rule.cel(table, labels: ["a"]) == #""a""#)
    }
}
