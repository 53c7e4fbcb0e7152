import Decisions
import Diagnostics
import Foundation
import JSONCodec
import RuleEngine
import TestSupport
import Testing

/// The decision tables of the DMN technology compatibility kit, level 2; each output column is a
/// question of its own.
@Suite(.enabled(if: SharedFolder.exists, Comment(rawValue: SharedFolder.reason)))
struct DMNTests {
    private static let tables: [DMNTable] = {
        guard let url = SharedFolder.url?.appending(path: "dmn/hit-policies.jsonl"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { line in
            (try? JSONValue(parsing: String(line))).map(DMNTable.init)
        }
    }()

    @Test func `the kit has 17 tables and 51 cases`() {
        #expect(Self.tables.count == 17)
        #expect(Self.tables.reduce(0) { $0 + $1.cases.count } == 51)
    }

    @Test(arguments: tables)
    func `a table decides as the kit says`(table: DMNTable) throws {
        let questions = table.questions
        let read = RuleFile.read(
            SourceText(name: "rules.yaml", text: table.ruleFile), fields: table.fields,
            questions: questions)
        #expect(read.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        let evaluator = RuleEvaluator(try #require(read.ruleSet))
        for sample in table.cases {
            let json = try #require(sample["input"]).json
            let expected = try #require(sample["expected"])
            let explanations = evaluator.explain(json: json)
            if table.aggregation != nil {
                #expect(explanations[0].total == expected.double)
            } else if let list = expected.array {
                #expect(table.results(of: explanations[0].hits) == table.canonical(list))
            }
            #expect(explanations.map(\.decision) == evaluator.decide(json: json))
            guard table.policy != "COLLECT" || table.aggregation != nil else { continue }
            for (question, explanation) in zip(questions, explanations) {
                let head = expected.array?.first ?? expected
                guard case .decided(let code, _, _, _) = explanation.decision else {
                    Issue.record("\(explanation)")
                    continue
                }
                let text = (head[question.name] ?? head).text
                #expect(question.options[code].value.description == text)
            }
        }
    }
}

/// A table of the kit, and the rule file that says the same.
struct DMNTable: Sendable, CustomTestStringConvertible {
    let json: JSONValue

    var testDescription: String { json["id"]?.string ?? "" }
    var policy: String { json["hit_policy"]?.string ?? "" }
    var aggregation: String? { json["aggregation"]?.string }
    var cases: [JSONValue] { json["cases"]?.array ?? [] }
    private var outputs: [JSONValue] { json["outputs"]?.array ?? [] }
    private var rules: [JSONValue] { json["rules"]?.array ?? [] }

    var fields: [FieldDefinition] {
        (json["inputs"]?.array ?? []).map { input in
            let types: [String: FieldType] = [
                "number": .double, "string": .string, "boolean": .bool,
            ]
            return FieldDefinition(
                name: input["expr"]?.string ?? "", type: types[input["type"]?.string ?? ""] ?? .dyn)
        }
    }

    var questions: [Question] {
        outputs.enumerated().map { column, output in
            var values = output["values"]?.array?.compactMap(\.string) ?? []
            for rule in rules {
                let value = unquoted(rule["then"]?[column]?.string ?? "")
                if !values.contains(value) { values.append(value) }
            }
            // A number is answered by an option of its own.
            if aggregation != nil {
                values = Set(cases.compactMap { $0["expected"]?.text }).sorted()
            }
            return Question(
                name: output["name"]?.string ?? "", kind: .choice, instructions: "",
                options: values.map { .init(.text($0)) })
        }
    }

    var ruleFile: String {
        var text = "hit_policy: \(policy.lowercased().replacing(" ", with: "-"))\n"
        if let aggregation {
            text += "aggregate: \(aggregation.lowercased())\nthresholds:\n"
            for option in questions[0].labels { text += "  '\(option)': \(option)\n" }
        }
        text += "table:\n  inputs: \(quoted(fields.map(\.name)))\n"
        text += "  outputs: \(quoted(questions.map(\.name)))\n  rows:\n"
        for rule in rules {
            let cells = (rule["when"]?.array ?? []) + (rule["then"]?.array ?? [])
            text += "    - \(quoted(cells.compactMap(\.string)))\n"
        }
        return text
    }

    /// What the rows of these ids give, in the form of ``canonical(_:)``.
    func results(of ids: [String]) -> [String] {
        canonicalOrder(
            ids.map { id in
                let row = Int(id.dropFirst("row-".count)).map { rules[$0 - 1] }
                return (row?["then"]?.array ?? []).compactMap(\.string).map(unquoted)
                    .joined(separator: ", ")
            })
    }

    /// Results as texts, sorted where the policy leaves their order open.
    func canonical(_ results: [JSONValue]) -> [String] {
        canonicalOrder(
            results.map { result in
                outputs.map { (result[$0["name"]?.string ?? ""] ?? result).text }
                    .joined(separator: ", ")
            })
    }

    private func canonicalOrder(_ texts: [String]) -> [String] {
        policy == "COLLECT" ? texts.sorted() : texts
    }

    private func unquoted(_ text: String) -> String { text.filter { $0 != "\"" } }

    private func quoted(_ texts: [String]) -> String {
        "[" + texts.map { "'\($0)'" }.joined(separator: ", ") + "]"
    }
}

extension JSONValue {
    fileprivate var text: String {
        string ?? int.map { "\($0)" } ?? double.map { "\($0)" } ?? ""
    }
}
