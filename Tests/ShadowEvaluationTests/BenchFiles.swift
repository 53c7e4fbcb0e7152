import Decisions
import Diagnostics
import RuleEngine
import Testing

/// What the benches read, as from files.
enum BenchFiles {
    static func feature(_ yaml: String) throws -> Feature {
        let (feature, found) = FeatureFile.read(
            SourceText(name: "feature.yaml", text: yaml), folder: "Rules/bench",
            fileExists: { _ in true })
        return try #require(feature, "\(found.map(\.description))")
    }

    /// Rules that answer every question of `feature` by the lines of `question`.
    static func rules(of feature: Feature, each question: String) throws -> RuleSet {
        let indented = question.split(separator: "\n").map { "    \($0)\n" }.joined()
        let text =
            feature.questions.count == 1
            ? question
            : "questions:\n" + feature.questions.map { "  \($0.name):\n\(indented)" }.joined()
        let (rules, found) = RuleFile.read(
            SourceText(name: "rules.yaml", text: text), fields: feature.fields,
            questions: feature.questions)
        return try #require(rules, "\(found.map(\.description))")
    }
}
