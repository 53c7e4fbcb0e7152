import Decisions
import Diagnostics
import RuleEngine

extension Benchmark {
    static let loading = Benchmark(
        name: "loading", summary: "reading a rule file of 1,000 rules"
    ) { setting in
        let source = SourceText(name: "rules.yaml", text: thousandRules)
        let measured = try inTurn(
            runs: setting.pick(quick: 3, full: 9),
            [{ try nanoseconds(1) { _ in try load(source) } / 1e6 }])
        return [Row("loading 1,000 rules", .milliseconds, measured[0], goal: .atMost(100))]
    }

    private static let thousandRules: String = {
        var text = "rules:\n"
        for rule in 0..<1000 {
            text += """
                  - id: rule-\(rule)
                    condition: >-
                      amount > \(rule).5 && country in ["US", "C\(rule)"]
                      && !email.endsWith("@example\(rule).com") && items < \(rule + 1)
                    output: review
                    confidence: 0.9

                """
        }
        return text + "otherwise: ship\n"
    }()

    private static func load(_ source: SourceText) throws {
        let read = RuleFile.read(
            source, fields: OrderFeature.fields, questions: [OrderFeature.question])
        guard read.ruleSet != nil else {
            throw BenchmarkError.rejected(
                read.diagnostics.map(\.description).joined(separator: "\n"))
        }
    }
}
