import Advisor
import ArgumentParser
import Foundation
import JSONCodec
import Reports

struct SequenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sequence",
        abstract: "Says which feature to launch first, and what each next step waits for.",
        discussion: """
            Every folder with a launch.yaml takes part, with rules or without: it holds the answers \
            to Questionnaires/launch.yaml. What nobody has answered is drawn at random.

              assay sequence Rules
              assay sequence Rules --json
            """)

    @Argument(help: "The folder of the features.")
    var folder: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let candidates = try candidates()
        let problems = LaunchPlan.problems(candidates)
        guard problems.isEmpty else { throw CommandFailure(.badData, problems) }
        let plan = LaunchPlan(candidates, try AssessmentFolder.launchQuestionnaire())
        if json {
            Console.print(json: plan.json.description)
        } else {
            Console.print(
                LaunchPlanText(plan, isColored: Console.usesColor, width: Console.resultWidth).text)
        }
    }

    private func candidates() throws -> [LaunchCandidate] {
        let questionnaire = try AssessmentFolder.launchQuestionnaire()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            throw CommandFailure(
                .missingFile, "\(folder): there is no such folder; name one that holds features")
        }
        let candidates = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { TextFile.exists("\(folder)/\($0)/launch.yaml") }
            .map { name in
                let file = "\(folder)/\(name)/launch.yaml"
                let assessment = try AssessmentFolder.read(file, questionnaire)
                guard assessment.feature == name else {
                    throw CommandFailure(
                        .badData,
                        "\(file): this is about `\(assessment.feature)`; "
                            + "write the folder's name, `\(name)`")
                }
                return LaunchCandidate(assessment, questionnaire)
            }
        guard !candidates.isEmpty else {
            throw CommandFailure(
                .missingFile,
                "\(folder): no feature here has a launch.yaml; "
                    + "it holds answers to Questionnaires/launch.yaml")
        }
        return candidates
    }
}
