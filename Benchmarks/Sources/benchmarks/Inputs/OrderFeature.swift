import Decisions
import Diagnostics
import Foundation
import RuleEngine

/// The feature of this package's `Feature` folder.
enum OrderFeature {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../Feature").standardizedFileURL

    static let question = Question(
        name: "order", kind: .choice, instructions: "",
        options: ["ship", "review", "decline"].map { Question.Option(.text($0)) })

    /// As `feature.yaml` declares them.
    static let fields = [
        FieldDefinition(name: "amount", type: .double),
        FieldDefinition(name: "country", type: .string),
        FieldDefinition(name: "card_country", type: .string),
        FieldDefinition(name: "email", type: .string),
        FieldDefinition(name: "channel", type: .string),
        FieldDefinition(name: "tier", type: .string),
        FieldDefinition(name: "items", type: .int),
        FieldDefinition(name: "account_days", type: .int),
        FieldDefinition(name: "returns", type: .int),
        FieldDefinition(name: "coupon", type: .bool),
        FieldDefinition(name: "note", type: .string),
    ]

    /// Reads `rules.yaml` as a program with the library would.
    static func ruleSet() throws -> RuleSet {
        let file = folder.appending(path: "rules.yaml")
        let source = SourceText(
            name: file.path, text: try String(contentsOf: file, encoding: .utf8))
        let (ruleSet, diagnostics) = RuleFile.read(source, fields: fields, questions: [question])
        guard let ruleSet else {
            throw BenchmarkError.rejected(diagnostics.map(\.description).joined(separator: "\n"))
        }
        return ruleSet
    }
}
