import Decisions
import Diagnostics
import RuleEngine
import Testing

/// Tables with more rows than a word has bits, against a plain search.
struct LargeTableTests {
    private struct Row {
        var low: Int
        var high: Int
        var plan: String?
        var option: Int
    }

    private static func rows(_ count: Int, seed: UInt64) -> [Row] {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        return (0..<count).map { _ in
            let low = next(100)
            return Row(
                low: low, high: low + next(20), plan: next(3) == 0 ? nil : "plan\(next(5))",
                option: next(3))
        }
    }

    @Test(arguments: [1, 63, 64, 65, 200, 1000])
    func `the first row that accepts decides`(count: Int) throws {
        let rows = Self.rows(count, seed: UInt64(count))
        let options = ["a", "b", "c"]
        var csv = "age,plan,which\n"
        for row in rows {
            csv += "[\(row.low)..\(row.high)],\(row.plan ?? "-"),\(options[row.option])\n"
        }
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: "table: t.csv"),
            fields: [
                FieldDefinition(name: "age", type: .double),
                FieldDefinition(name: "plan", type: .string),
            ],
            questions: [
                Question(
                    name: "which", kind: .choice, instructions: "",
                    options: options.map { .init(.text($0)) })
            ], openFile: { SourceText(name: $0, text: csv) })
        let evaluator = RuleEvaluator(try #require(read.ruleSet))
        for age in stride(from: -0.5, to: 121, by: 0.5) {
            for plan in ["plan0", "plan4", "plan"] {
                let expected = rows.firstIndex { row in
                    (Double(row.low)...Double(row.high)).contains(age)
                        && (row.plan.map { $0 == plan } ?? true)
                }
                let json = #"{"age":\#(age),"plan":"\#(plan)"}"#
                let decision = evaluator.decide(json: Array(json.utf8))[0]
                if let expected {
                    let code = rows[expected].option
                    #expect(decision == .decided(code: code, rule: expected, confidence: nil))
                } else {
                    #expect(decision == .abstained(rule: nil))
                }
            }
        }
    }

    /// So many bounds that their bits would take more memory than a table may have.
    @Test func `a table too large for bits is searched row by row`() throws {
        var csv = "age,size,which\n"
        for row in 0..<16_000 { csv += "[\(row * 4)..\(row * 4 + 1)],[\(row)..\(row + 1)],a\n" }
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: "table: t.csv\notherwise: b"),
            fields: [
                FieldDefinition(name: "age", type: .int), FieldDefinition(name: "size", type: .int),
            ],
            questions: [
                Question(
                    name: "which", kind: .choice, instructions: "",
                    options: [.init(.text("a")), .init(.text("b"))])
            ], openFile: { SourceText(name: $0, text: csv) })
        let evaluator = RuleEvaluator(try #require(read.ruleSet))
        for (age, size, row) in [(60_001, 15_000, 15_000), (60_002, 15_000, nil), (4, 3, nil)] {
            let json = #"{"age":\#(age),"size":\#(size)}"#
            let expected = RuleDecision.decided(
                code: row == nil ? 1 : 0, rule: row, confidence: nil)
            #expect(evaluator.decide(json: Array(json.utf8)) == [expected])
        }
    }
}
