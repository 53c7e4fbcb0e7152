import ArgumentParser
import Decisions
import Evidence
import Foundation
import Reports
import RuleEngine
import Synchronization
import Verdicts

struct CalibrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Measures how often each rule is right, and writes calibration.yaml.",
        discussion: """
            The rules are applied to cases with a known outcome, from the log or from a file. \
            Rules with `confidence: measured` then answer with the share that was right, shrunk \
            to the prior where there are few cases, and scorecards with `curve: measured` with \
            the curve that fits. How well that foretells later cases is measured apart.

              assay calibrate Rules/support-triage
              assay calibrate Rules/support-triage --traffic history.jsonl --dry-run
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    @Option(
        help: ArgumentHelp(
            "Cases with outcomes, as JSON lines or CSV, instead of the log.", valueName: "file"))
    var traffic: String?

    @Flag(help: "Measure, but write nothing.")
    var dryRun = false

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func run() async throws {
        let folder = try FeatureFolder.read(feature)
        guard folder.errors.isEmpty else {
            throw CommandFailure(.badConfiguration, folder.errors)
        }
        guard let ruleSet = folder.ruleSet else {
            throw CommandFailure(
                .badConfiguration,
                "\(folder.path): there are no rules to measure; "
                    + "add `heuristic: { rules: rules.yaml }` to `paths`")
        }
        var calibrator = Calibrator(
            ruleSet, outcome: folder.feature.outcome, now: Clocks.now())
        let source: String
        if let traffic {
            source = traffic
            try read(traffic, of: folder.feature, into: &calibrator)
        } else {
            source = evidence.path
            for entry in try await logged(folder.feature) { calibrator.add(entry) }
        }
        guard calibrator.cases > 0 else { throw nothingKnown(source, calibrator) }
        let report = CalibrationReport(
            feature: folder.feature, source: source, ruleSet: ruleSet, calibrator)
        let file = dryRun ? nil : try write(report, to: folder)
        let text = CalibrationText(report, file: file, width: Console.resultWidth)
        if json {
            Console.print(json: text.json)
        } else {
            Console.print(text.description)
        }
    }

    private func read(
        _ file: String, of feature: Feature, into calibrator: inout Calibrator
    ) throws {
        var recorded = try RecordedCases(file, of: feature)
        try recorded.forEach { entry, _ in calibrator.add(CalibrationCase(entry, of: feature)) }
        recorded.noteProblems()
    }

    private func logged(_ feature: Feature) async throws -> [CalibrationCase] {
        let store = try evidence.open(.existing)
        let key = try await store.open(feature)
        let cases = Mutex(LoggedCases())
        try await store.export(key, as: .jsonl) { lines in
            try cases.withLock { try $0.add(lines: lines) }
        }
        try store.close()
        return cases.withLock { $0.cases }
    }

    private func nothingKnown(_ source: String, _ calibrator: Calibrator) -> CommandFailure {
        guard calibrator.immature == 0 else {
            return CommandFailure(
                .failed,
                "\(source): all \(calibrator.immature) outcomes could still change; "
                    + "`matures_after` in feature.yaml says for how long, of cases with a `time`")
        }
        return CommandFailure(
            .failed,
            "\(source): no case has a known outcome; `assay outcomes import` adds them to the log, "
                + "`--traffic` reads a file that has them")
    }

    private func write(_ report: CalibrationReport, to folder: FeatureFolder) throws -> String {
        let file = folder.feature.file("calibration.yaml")
        let text =
            "# Written by `assay calibrate`: how often each rule is right, shrunk to the prior.\n"
        do {
            try Data((text + CalibrationFile.text(of: report.calibration)).utf8)
                .write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw CommandFailure(
                .failed, "\(file): the file cannot be written; check its permissions and the disk")
        }
        return file
    }
}
