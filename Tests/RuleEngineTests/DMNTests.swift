import Decisions
import Diagnostics
import Foundation
import JSONCodec
import RuleEngine
import TestSupport
import Testing

/// The decision tables of the DMN technology compatibility kit, level 2, whose hit policies are
/// supported; each output column is a question of its own.
@Suite(.enabled(if: SharedFolder.exists, Comment(rawValue: SharedFolder.reason)))
struct DMNTests {
    private static let tables: [JSONValue] = {
        guard let url = SharedFolder.url?.appending(path: "dmn/hit-policies.jsonl"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
    }()

    @Test(arguments: ["UNIQUE", "ANY", "FIRST"])
    func `tables decide as the kit says`(policy: String) throws {
        let tables = Self.tables.filter { $0["hit_policy"]?.string == policy }
        #expect(tables.count == 2)
        for table in tables { try check(table, policy: policy.lowercased()) }
    }

    private func check(_ table: JSONValue, policy: String) throws {
        let fields = try list(table["inputs"]).map { input in
            let types: [String: FieldType] = [
                "number": .double, "string": .string, "boolean": .bool,
            ]
            return FieldDefinition(
                name: try #require(input["expr"]?.string),
                type: try #require(types[input["type"]?.string ?? ""]))
        }
        let questions = try list(table["outputs"]).enumerated().map { column, output in
            let values = try list(table["rules"]).map { rule in
                try #require(rule["then"]?[column]?.string)
            }
            return Question(
                name: try #require(output["name"]?.string), kind: .choice, instructions: "",
                options: Set(values).sorted().map { .init(.text(unquoted($0))) })
        }
        let text = try rules(table, fields, questions, policy: policy)
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: text), fields: fields, questions: questions)
        #expect(read.diagnostics.filter { $0.severity == .error } == [])
        let evaluator = RuleEvaluator(try #require(read.ruleSet))
        for sample in try list(table["cases"]) {
            let decisions = evaluator.decide(json: try #require(sample["input"]).json)
            for (question, decision) in zip(questions, decisions) {
                let expected =
                    sample["expected"]?.string ?? sample["expected"]?[question.name]?.string
                guard case .decided(let code, _, _) = decision else {
                    Issue.record("\(table["id"]?.string ?? ""): \(decision)")
                    continue
                }
                #expect(question.options[code].value.description == expected)
            }
        }
    }

    private func rules(
        _ table: JSONValue, _ fields: [FieldDefinition], _ questions: [Question], policy: String
    ) throws -> String {
        var text = "questions:\n"
        for (column, question) in questions.enumerated() {
            text += "  \(question.name):\n    hit_policy: \(policy)\n    rules:\n"
            for rule in try list(table["rules"]) {
                let tests = try zip(fields, list(rule["when"])).compactMap { field, test in
                    condition(try #require(test.string), on: field.name)
                }
                let whole = tests.isEmpty ? "true" : tests.joined(separator: " && ")
                let output = try #require(rule["then"]?[column]?.string)
                text += "      - { condition: '\(whole)', output: \(output) }\n"
            }
        }
        return text
    }

    /// Turns a unary test of the four kinds that level 2 uses into CEL.
    private func condition(_ test: String, on field: String) -> String? {
        if test == "-" { return nil }
        if test == "true" { return field }
        if test == "false" { return "!" + field }
        if test.hasPrefix("\"") { return "\(field) in [\(test)]" }
        return "\(field) \(test)"
    }

    private func unquoted(_ text: String) -> String { text.filter { $0 != "\"" } }

    private func list(_ value: JSONValue?) throws -> [JSONValue] { try #require(value?.array) }
}
