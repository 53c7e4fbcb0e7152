import ArgumentParser
import Decisions
import Diagnostics
import Foundation
import Reports
import RuleEngine

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract:
            "Validates a feature's folder, or a questionnaire, and runs the tests of its rules.",
        discussion: """
            Every finding says where it is, what is wrong and what to do. Recorded cases, data \
            sets and recordings are looked at too, up to \(CaseFileCheck.mostLines / 1000),000 \
            lines of each. Exit code 65 where the folder has errors, 1 where a test of the rules \
            fails.

            The advisor's files are checked like rules: the assessment.yaml and launch.yaml of a \
            folder, with rules or without, and a questionnaire by itself.

            With --traffic it also counts what each rule does on recorded cases: how often it \
            fired, decided, or was shadowed by another rule. With --explain it says of one case \
            which rule decided and what every condition read, and checks nothing else.

              assay check Rules/flight-delay
              assay check Rules/flight-delay --traffic
              assay check Rules/flight-delay --explain 17
              assay check Rules/auto-refund
              assay check questions.yaml
              assay check Rules/refunds --questionnaire questions.yaml
              assay check Rules/flight-delay --junit check.xml --tag delays
            """)

    @Argument(help: "The feature's folder, or a file of the advisor.")
    var feature: String

    @Argument(
        help: ArgumentHelp(
            "Cases for --traffic or --explain. Default: the folder's traffic.jsonl or traffic.csv.",
            valueName: "file"))
    var file: String?

    @Flag(help: "Count what each rule does on recorded cases.")
    var traffic = false

    @Option(
        help: ArgumentHelp(
            "Explain a case: its id among the recorded ones, a file of cases, or `-`.",
            valueName: "case"))
    var explain: String?

    @Option(
        help: ArgumentHelp(
            "Print the decision table that answers a question as CSV, and check nothing else.",
            valueName: "question"))
    var exportTable: String?

    @Option(help: ArgumentHelp("Run only tests with this tag; may be given again."))
    var tag: [String] = []

    @Option(help: ArgumentHelp("Write findings and tests as JUnit's XML.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Your own questions, for assessment.yaml.", valueName: "file"))
    var questionnaire: String?

    @Flag(help: "Check again whenever a file of the folder changes, until Ctrl-C.")
    var watch = false

    @Flag(help: "Print the findings as JSON.")
    var json = false

    func validate() throws {
        if let file, !traffic, explain == nil {
            throw ValidationError("`\(file)` goes with --traffic or --explain")
        }
        if explain != nil, traffic || junit != nil || !tag.isEmpty {
            throw ValidationError("--explain does not go with --traffic, --junit and --tag")
        }
    }

    func run() throws {
        if watch {
            FolderWatch(folder: operands.folder).run { try once() }
        } else {
            try once()
        }
    }

    /// The folder and the file in either order, so that `--traffic FILE FOLDER` reads as well.
    var operands: (folder: String, file: String?) {
        guard let file, FeatureFolder.exists(file), !FeatureFolder.exists(feature) else {
            return (feature, file)
        }
        return (file, feature)
    }

    private func once() throws {
        if let explain { return try explainCase(explain) }
        if let exportTable { return try printTable(exportTable) }
        let isAdvisors =
            AdvisorCheck.isFile(operands.folder) || AdvisorCheck.isProposal(operands.folder)
        let (report, conclusion) = try isAdvisors ? checkAdvisor() : check()
        if let junit { try write(report.junit, to: junit) }
        if json {
            Console.print(json: report.json)
        } else {
            for diagnostic in report.diagnostics { Console.print(diagnostic.description) }
            for failure in report.tests?.failures ?? [] { Console.print(failure.description) }
            if let coverage = report.coverage { Console.print("\(coverage)\n") }
            if let conclusion { Console.print(summary: conclusion) }
        }
        if report.errors > 0 { throw ExitCode(ExitStatus.badData.rawValue) }
        if let tests = report.tests, !tests.passed {
            throw ExitCode(ExitStatus.failed.rawValue)
        }
    }

    private func checkAdvisor() throws -> (CheckReport, conclusion: String?) {
        let advisor = try AdvisorCheck(operands.folder, questionnaire: questionnaire)
        let report = advisor.report(of: operands.folder)
        let lines = [counts(report)] + advisor.lines.map { "  " + $0 }
        return (report, lines.joined(separator: "\n"))
    }

    private func counts(_ report: CheckReport) -> String {
        let errors = report.errors == 0 ? "no errors" : NumberText.counted(report.errors, "error")
        return
            "\(report.feature): \(errors), \(NumberText.counted(report.warnings, "warning"))"
    }

    /// Checks the folder; what leaves none to check is a finding as any other.
    private func check() throws -> (CheckReport, conclusion: String?) {
        let folder: FeatureFolder
        do {
            folder = try FeatureFolder.read(operands.folder)
        } catch let failure as CommandFailure where !failure.diagnostics.isEmpty {
            let file = failure.diagnostics[0].file
            let report = CheckReport(
                feature: operands.folder, files: [file], diagnostics: failure.diagnostics)
            return (report, nil)
        }
        var report = CheckReport(
            feature: folder.feature.name, files: [], diagnostics: folder.diagnostics)
        let testFile = folder.feature.file("rules.test.yaml")
        if let ruleSet = folder.ruleSet, TextFile.exists(testFile) {
            let (tests, found) = RuleTestFile.read(try TextFile.read(testFile), for: ruleSet)
            report.diagnostics += found
            report.tests = (tag.isEmpty ? tests : tests?.tagged(Set(tag)))?.run(ruleSet)
        }
        let data = DataCheck(folder)
        let advisor = try AdvisorCheck(folder.path, questionnaire: questionnaire)
        report.diagnostics += data.diagnostics + advisor.diagnostics
        if traffic { report.coverage = try coverage(of: folder) }
        report.unanalysed = folder.ruleSet?.unanalysed ?? []
        report.files = files(folder, report.diagnostics) + advisor.files
        let lines = data.lines + advisor.lines + report.unanalysed.map { "not analysed: " + $0 }
        let conclusion = [conclusion(folder, report)] + lines.map { "  " + $0 }
        return (report, conclusion.joined(separator: "\n"))
    }

    private func files(_ folder: FeatureFolder, _ diagnostics: [Diagnostic]) -> [String] {
        var names = ["feature.yaml"]
        for path in folder.feature.paths {
            if case .heuristic(let rules) = path.kind { names.append(rules) }
        }
        names += ["rules.test.yaml", "calibration.yaml"]
        var files = names.map { folder.feature.file($0) }.filter { TextFile.exists($0) }
        for diagnostic in diagnostics where !files.contains(diagnostic.file) {
            files.append(diagnostic.file)
        }
        return files
    }

    private func write(_ text: String, to file: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: file))
        } catch {
            throw CommandFailure(
                .failed, "\(file): the file cannot be written; check its folder and permissions")
        }
    }

    private func conclusion(_ folder: FeatureFolder, _ report: CheckReport) -> String {
        var parts: [String] = []
        if let tests = report.tests {
            let passed = tests.results.count { $0.passed }
            parts.append(
                "\(passed) of \(NumberText.counted(tests.results.count, "rule test")) passed")
            if tag.isEmpty, !tests.uncoveredRules.isEmpty {
                parts.append("without a test: \(tests.uncoveredNames.joined(separator: ", "))")
            }
        } else if folder.ruleSet != nil {
            let exists = TextFile.exists(folder.feature.file("rules.test.yaml"))
            parts.append(exists ? "rules.test.yaml not run" : "no rules.test.yaml")
        }
        return ([counts(report)] + parts).joined(separator: ", ")
    }
}
