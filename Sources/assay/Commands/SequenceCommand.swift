import Advisor
import ArgumentParser
import Evidence
import Foundation
import JSONCodec
import Reports

struct SequenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sequence",
        abstract: "Says which feature to launch first, and what each next step waits for.",
        discussion: """
            Every folder with a launch.yaml takes part, with rules or without: it holds the answers \
            to Questionnaires/launch.yaml. What nobody has answered is drawn at random, and what \
            the evidence log has measured replaces what people say. `--assumptions` states other \
            figures than the usual ones, as `name: number` lines; the report lists them all.

              assay sequence Rules
              assay sequence Rules --html plan.html --markdown plan.md
              assay sequence Rules --json
            """)

    @Argument(help: "The folder of the features.")
    var folder: String

    @Option(help: ArgumentHelp("Write the plan as one page, to print or send.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Write the plan as Markdown.", valueName: "file"))
    var markdown: String?

    @Option(help: ArgumentHelp("Other assumptions, as YAML.", valueName: "file"))
    var assumptions: String?

    @Option(help: ArgumentHelp("Your own questions, for assessment.yaml.", valueName: "file"))
    var questionnaire: String?

    @Option(help: "The seed of the draws; the same seed gives the same plan.")
    var seed: UInt64 = 1

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func run() async throws {
        // Without a log the answers stand; a log that was named has to be there.
        if evidence.path != EvidenceOption.usualPath { try evidence.open(.existing).close() }
        let launch = try AssessmentFolder.launchQuestionnaire()
        let factors = try AssessmentFolder.questionnaire(questionnaire)
        let assumed = try readAssumptions()
        let candidates = try await candidates(launch, factors)
        let problems = LaunchPlan.problems(candidates)
        guard problems.isEmpty else { throw CommandFailure(.badData, problems) }
        let plan = LaunchPlan(candidates, launch, assumptions: assumed, seed: seed)
        if let html { try TextFile.write(LaunchPlanPage(plan).html, to: html) }
        if let markdown { try TextFile.write(LaunchPlanMarkdown(plan).text, to: markdown) }
        if json {
            Console.print(json: plan.json.description)
        } else {
            Console.print(
                LaunchPlanText(plan, isColored: Console.usesColor, width: Console.resultWidth).text)
        }
    }

    private func readAssumptions() throws -> LaunchAssumptions {
        guard let assumptions else { return .usual }
        let (found, diagnostics) = LaunchAssumptions.read(try TextFile.read(assumptions))
        guard let found else { throw CommandFailure(.badData, diagnostics) }
        return found
    }

    private func candidates(
        _ launch: Questionnaire, _ factors: Questionnaire
    ) async throws -> [LaunchCandidate] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            throw CommandFailure(
                .missingFile, "\(folder): there is no such folder; name one that holds features")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { TextFile.exists("\(folder)/\($0)/launch.yaml") }
        guard !names.isEmpty else {
            throw CommandFailure(
                .missingFile,
                "\(folder): no feature here has a launch.yaml; "
                    + "it holds answers to Questionnaires/launch.yaml")
        }
        var found: [LaunchCandidate] = []
        var problems: [CommandFailure] = []
        for name in names {
            do {
                found.append(try await candidate("\(folder)/\(name)", launch, factors))
            } catch let failure as CommandFailure where !failure.diagnostics.isEmpty {
                // Who mends a portfolio wants to see all of its files' faults at once.
                problems.append(failure)
            }
        }
        if let first = problems.first {
            throw CommandFailure(first.status, problems.flatMap(\.diagnostics))
        }
        return found
    }

    private func candidate(
        _ path: String, _ launch: Questionnaire, _ factors: Questionnaire
    ) async throws -> LaunchCandidate {
        let name = URL(filePath: path).lastPathComponent
        let (read, diagnostics) = LaunchFile.read(
            try TextFile.read(path + "/launch.yaml"), folder: name, launch)
        var candidate = try AssessmentFolder.require(read, diagnostics)
        let evidence = try await LaunchEvidence(path, evidence)
        candidate.measured = evidence.measured
        candidate.firingAudits = evidence.firingAudits
        if TextFile.exists(path + "/assessment.yaml") {
            let assessment = try AssessmentFolder.read(path + "/assessment.yaml", factors)
            candidate.advice = Advice(assessment, factors).outcome
        }
        return candidate
    }
}
