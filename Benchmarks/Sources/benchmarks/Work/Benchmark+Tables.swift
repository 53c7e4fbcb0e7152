import CEL
import Decisions
import Diagnostics
import RuleEngine

extension Benchmark {
    static let tables = Benchmark(
        name: "tables", summary: "a decision table whose last row hits, from filled slots"
    ) { setting in
        try [(20, 120.0), (1000, 200.0)].map { rows, goal in
            let work = try TableWork(rows: rows)
            let times = setting.pick(quick: 20_000, full: 500_000)
            let measured = try inTurn(
                runs: setting.pick(quick: 5, full: 15),
                [{ try nanoseconds(times) { try work.decide($0) } }])
            return Row(
                "decision table of \(Unit.number(Double(rows))) rows", .nanoseconds, measured[0],
                goal: .atMost(goal))
        }
    }
}

/// A range and three texts a row; filling the slots and finding the texts' numbers count.
private struct TableWork {
    private static let question = Question(
        name: "which", kind: .choice, instructions: "",
        options: ["yes", "no"].map { Question.Option(.text($0)) })

    private static let fields = [
        FieldDefinition(name: "amount", type: .double),
        FieldDefinition(name: "country", type: .string),
        FieldDefinition(name: "tier", type: .string),
        FieldDefinition(name: "channel", type: .string),
    ]

    private let evaluator: RuleEvaluator
    private let last: Int

    init(rows: Int) throws {
        last = rows - 1
        var csv = "amount,country,tier,channel,which\n"
        for row in 0..<rows {
            let texts = "country-\(row % 50),tier-\(row % 7),channel-\(row % 5)"
            csv += "[\(row * 10)..\(row * 10 + 10)),\(texts),\(row == last ? "yes" : "no")\n"
        }
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: "table: table.csv"), fields: Self.fields,
            questions: [Self.question], openFile: { SourceText(name: $0, text: csv) })
        guard let ruleSet = read.ruleSet else {
            throw BenchmarkError.rejected(
                read.diagnostics.map(\.description).joined(separator: "\n"))
        }
        evaluator = RuleEvaluator(ruleSet)
    }

    func decide(_ times: Int) throws {
        let (country, tier) = ("country-\(last % 50)", "tier-\(last % 7)")
        let channel = "channel-\(last % 5)"
        for time in 0..<times {
            let decisions = evaluator.decide { activation in
                activation.set(0, double: Double(last * 10 + time % 10))
                activation.set(1, string: country)
                activation.set(2, string: tier)
                activation.set(3, string: channel)
            }
            guard case .decided(code: 0, rule: last, _, _) = decisions[0] else {
                throw BenchmarkError.wrongResult("the table's last row did not hit")
            }
        }
    }
}
