import Advisor
import ArgumentParser
import Decisions
import Evidence
import Foundation
import JSONCodec
import Reports
import Verdicts

struct ProbeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Measures what labelled data, or a feature's log, says of the four factors.",
        discussion: """
            Of a file of cases: how far small learners and the best rule of three levels beat the \
            commonest answer, whether that lasts, how noisy the labels are, what more labels would \
            bring, and which fields know the answer too well. The first 70 % of the cases are \
            learnt from, all figures are of the rest; `--time` puts the cases in order. A low lift \
            says that these learners saw no signal in this many cases, no more.

            Of a feature's folder: what errors and right answers cost in its evidence log.

            `--assessment` answers the questions of `assay advise` that the figures can answer.

              assay probe cases.csv --label outcome --time created_at
              assay probe cases.jsonl --label team --without assigned_to --assessment triage
              assay probe ratings.jsonl --label verdict --rater expert
              assay probe Rules/flight-delay --assessment Rules/flight-delay
            """)

    @Argument(help: "JSON lines, CSV with a header, or a feature's folder.")
    var data: String?

    @Option(
        help: ArgumentHelp(
            "The field to foretell; a list holds several raters' labels.", valueName: "field"))
    var label: String?

    @Option(help: ArgumentHelp("The field that orders the cases.", valueName: "field"))
    var time: String?

    @Option(
        help: ArgumentHelp(
            "The field that names who gave the label, where several people label the same case.",
            valueName: "field"))
    var rater: String?

    @Option(help: ArgumentHelp("A field that may not predict, besides `id`.", valueName: "field"))
    var without: [String] = []

    @Option(
        help: ArgumentHelp(
            "A field that is known before the answer, however well it predicts.",
            valueName: "field"))
    var knownBefore: [String] = []

    @Option(help: ArgumentHelp("The feature, in place of data.", valueName: "folder"))
    var feature: String?

    @Option(help: "Only this question of the feature.")
    var question: String?

    @Option(
        help: ArgumentHelp(
            "Fills in this assessment: a file, a folder, or a name below Rules.",
            valueName: "file"))
    var assessment: String?

    @Option(help: ArgumentHelp("Your own questions.", valueName: "file"))
    var questionnaire: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        guard (data == nil) != (feature == nil) else {
            throw ValidationError("name a file of cases or a feature, and not both")
        }
    }

    func run() async throws {
        if let folder = feature.map({ $0.contains("/") ? $0 : "Rules/" + $0 }) ?? folderOfData {
            try await probeEvidence(folder)
        } else if let data {
            try await probeData(data)
        }
    }

    private var folderOfData: String? {
        var isFolder: ObjCBool = false
        guard let data, FileManager.default.fileExists(atPath: data, isDirectory: &isFolder)
        else { return nil }
        return isFolder.boolValue ? data : nil
    }

    private func probeData(_ path: String) async throws {
        guard let label else {
            throw CommandFailure(
                .usage, "\(path): `--label` is missing; name the field that holds the right answer")
        }
        // Bad questionnaires are told before the work.
        var target = try assessment.map {
            try ProbedAssessment($0, questionnaire: questionnaire)
        }
        ProbeProgress.show("reading \(path)")
        defer { ProbeProgress.clear() }
        let data = try ProbeData(path)
        let columns = ProbeColumns(
            label: label, time: time, rater: rater, without: Set(without + ["id"]),
            knownBefore: Set(knownBefore), isUntyped: data.isCSV)
        let cases: LabelledCases
        do {
            cases = try LabelledCases(data.rows, columns)
        } catch {
            throw CommandFailure(.badData, "\(path): \(error)")
        }
        let probe = await SignalProbe(cases, progress: ProbeProgress.show)
        ProbeProgress.clear()
        show(probe.json) {
            SignalProbeText(probe, isColored: Console.usesColor, width: Console.resultWidth).text
        }
        let hash = data.hash.map { "data \($0)" } ?? "standard input"
        try target?.fill(probe.measurements, source: "`\(command(path, label))`, \(hash)")
    }

    /// The command that gives the figures again.
    private func command(_ path: String, _ label: String) -> String {
        let options =
            [("label", label)] + (time.map { [("time", $0)] } ?? [])
            + (rater.map { [("rater", $0)] } ?? []) + without.map { ("without", $0) }
            + knownBefore.map { ("known-before", $0) }
        return "assay probe " + path + options.map { " --\($0) \($1)" }.joined()
    }

    private func probeEvidence(_ path: String) async throws {
        if let option = dataOption {
            throw CommandFailure(
                .usage, "\(path): `--\(option)` is for a file of cases, and this is a feature")
        }
        let folder = try FeatureFolder.read(path)
        try folder.requireSound()
        let question = try asked(folder.feature)
        var target = try assessment.map {
            try ProbedAssessment($0, questionnaire: questionnaire)
        }
        let store = try evidence.open(.existing)
        let bench = try await VerdictBench(
            folder: folder, arguments: evidence.arguments(on: folder.feature), challenger: nil,
            store: store, now: Clocks.now())
        let verdict = try await bench.verdict(on: question)
        try store.close()
        let probe = EvidenceProbe(verdict, folder.feature.economics)
        show(probe.json) {
            EvidenceProbeText(probe, isColored: Console.usesColor, width: Console.resultWidth).text
        }
        let versions = verdict.versions.map { "\($0.path) \($0.version.short)" }
        try target?.fill(
            probe.measurements,
            source: "`assay probe \(evidence.arguments(on: folder.feature))`, "
                + versions.joined(separator: ", "))
    }

    private var dataOption: String? {
        if label != nil { return "label" }
        if time != nil { return "time" }
        if rater != nil { return "rater" }
        if !without.isEmpty { return "without" }
        return knownBefore.isEmpty ? nil : "known-before"
    }

    private func asked(_ feature: Feature) throws -> Question {
        let names = feature.questions.map { "`\($0.name)`" }.joined(separator: ", ")
        guard let question else {
            guard feature.questions.count == 1, let only = feature.questions.first else {
                throw CommandFailure(
                    .usage,
                    "\(feature.folder): name one of its questions with `--question`: \(names)")
            }
            return only
        }
        guard let found = feature.question(named: question) else {
            throw CommandFailure(
                .usage, "`--question \(question)`: no such question; the questions are \(names)")
        }
        return found
    }

    private func show(_ object: JSONValue, text: () -> String) {
        if json {
            Console.print(json: object.description)
        } else {
            Console.print(text())
        }
    }
}
