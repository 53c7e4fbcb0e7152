import ArgumentParser
import Decisions
import Diagnostics
import Foundation
import Reports
import RuleEngine

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validates a feature's folder and runs the tests of its rules.",
        discussion: """
            Every finding says where it is, what is wrong and what to do. Recorded cases, data \
            sets and recordings are looked at too, up to \(CaseFileCheck.mostLines / 1000),000 \
            lines of each. Exit code 65 where the folder has errors, 1 where a test of the rules \
            fails.

              assay check Rules/flight-delay
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    func run() throws {
        let folder = try folder()
        var diagnostics = folder.diagnostics
        var report: RuleTestReport?
        let testFile = folder.feature.file("rules.test.yaml")
        if let ruleSet = folder.ruleSet, TextFile.exists(testFile) {
            let (tests, found) = RuleTestFile.read(try TextFile.read(testFile), for: ruleSet)
            diagnostics += found
            report = tests?.run(ruleSet)
        }
        let data = DataCheck(folder)
        diagnostics += data.diagnostics
        for diagnostic in diagnostics { Console.print(diagnostic.description) }
        for failure in report?.failures ?? [] { Console.print(failure.description) }
        Console.print(
            summary: ([conclusion(folder, diagnostics, report)] + data.lines.map { "  " + $0 })
                .joined(separator: "\n"))
        let errors = diagnostics.count { $0.severity == .error }
        if errors > 0 { throw ExitCode(ExitStatus.badData.rawValue) }
        if let report, !report.passed { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    /// Reads the folder; what leaves none to check is printed as any finding is.
    private func folder() throws -> FeatureFolder {
        do {
            return try FeatureFolder.read(feature)
        } catch let failure as CommandFailure where failure.status == .badConfiguration {
            Console.print(failure.message)
            throw ExitCode(ExitStatus.badData.rawValue)
        }
    }

    private func conclusion(
        _ folder: FeatureFolder, _ diagnostics: [Diagnostic], _ report: RuleTestReport?
    ) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        var parts = [
            errors == 0 ? "no errors" : NumberText.counted(errors, "error"),
            NumberText.counted(diagnostics.count - errors, "warning"),
        ]
        if let report {
            let passed = report.results.count { $0.passed }
            parts.append(
                "\(passed) of \(NumberText.counted(report.results.count, "rule test")) passed")
            if !report.uncoveredRules.isEmpty {
                let names = report.uncoveredRules.map { "`\($0.rule)`" }.joined(separator: ", ")
                parts.append("without a test: \(names)")
            }
        } else if folder.ruleSet != nil {
            let exists = TextFile.exists(folder.feature.file("rules.test.yaml"))
            parts.append(exists ? "rules.test.yaml not run" : "no rules.test.yaml")
        }
        return "\(folder.feature.name): \(parts.joined(separator: ", "))"
    }
}
