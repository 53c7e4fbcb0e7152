import Diagnostics
import Decisions
import Foundation
import RuleEngine
import Testing

/// The rule files that ship with the project.
struct ExampleTests {
    static let rules = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Rules")

    static let features: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: rules.path)) ?? []).filter {
            FileManager.default.fileExists(atPath: rules.path + "/\($0)/rules.yaml")
        }.sorted()

    @Test(arguments: features)
    func `an example loads without errors and passes its tests`(feature: String) throws {
        let file = try source(feature, "feature.yaml")
        let definition = try #require(
            FeatureFile.read(file, folder: "Rules/\(feature)", fileExists: { _ in true }).feature)
        let read = RuleFile.read(
            try source(feature, "rules.yaml"), fields: definition.fields,
            questions: definition.questions)
        #expect(read.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        let ruleSet = try #require(read.ruleSet)
        let tests = RuleTestFile.read(try source(feature, "rules.test.yaml"), for: ruleSet)
        #expect(tests.diagnostics.map(\.description) == [])
        let report = try #require(tests.tests).run(ruleSet)
        #expect(report.failures.map(\.description) == [])
        #expect(report.uncoveredRules == [])
    }

    private func source(_ feature: String, _ name: String) throws -> SourceText {
        let url = Self.rules.appending(path: feature).appending(path: name)
        return SourceText(
            name: "Rules/\(feature)/\(name)", text: try String(contentsOf: url, encoding: .utf8))
    }
}
