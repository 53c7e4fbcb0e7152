import Decisions
import Diagnostics
import RuleEngine
import Testing

struct TableExportTests {
    private static let fields = [
        FieldDefinition(name: "plan", type: .string, isOptional: true),
        FieldDefinition(name: "n", type: .int),
    ]
    private static let questions = [
        Question(
            name: "team", kind: .choice, instructions: "",
            options: ["billing", "abstain", "a, \"b\""].map { Question.Option(.text($0)) }),
        Question.predicate("urgent", instructions: ""),
    ]

    private func read(_ table: String, _ csv: String = "") throws -> RuleSet {
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: "hit_policy: first\ntable:\n" + table),
            fields: Self.fields, questions: Self.questions,
            openFile: { SourceText(name: $0, text: csv) })
        let errors = read.diagnostics.filter { $0.severity == .error }
        return try #require(read.ruleSet, "\(errors)")
    }

    @Test func `an exported table reads back as the same rules`() throws {
        let inline = try read(
            #"""
              inputs: [plan, { name: double, expression: n * 2 }]
              outputs: [team, urgent]
              rows:
                - { id: first, when: ['"free","trial"', "[1..10)"], then: [billing, true], confidence: 0.75,
                    explanation: 'says "hello", twice' }
                - { when: [[gold, silver], "not(0)"], then: ['"abstain"', false] }
                - { when: ["-", "< 5, > 10"], then: [abstain, false] }
                - { when: ["null", "-"], then: ['a, "b"', true], confidence: measured }
            """#)
        let csv = try #require(inline.csv(ofTableAnswering: "urgent"))
        let header = csv.split(separator: "\n").first
        #expect(header == "id,confidence,explanation,plan,double,team,urgent")
        let back = try read(
            """
              inputs: [plan, { name: double, expression: n * 2 }]
              outputs: [team, urgent]
              file: table.csv
            """, csv)
        #expect(back.version == inline.version)
        #expect(
            back.decisions[0].table?.rows.map(\.explanation)
                == inline.decisions[0].table?.rows.map(\.explanation))
        #expect(back.csv(ofTableAnswering: "team") == csv)
    }

    @Test func `a question without a table has no CSV`() throws {
        let table = try read("  { inputs: [n], outputs: [urgent], rows: [['> 1', true]] }")
        #expect(table.csv(ofTableAnswering: "team") == nil)
        #expect(table.csv(ofTableAnswering: "other") == nil)
    }
}
