import Advisor
import ArgumentParser
import Decisions
import Foundation
import JSONCodec
import Reports

struct AdviseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "Asks a few questions, and says what fits: a rule, a model, both, or neither.",
        discussion: """
            A bare name is a folder below Rules, which need not exist: an idea is enough. Each \
            answer is saved in its assessment.yaml; run the command again to go on. Next comes \
            the question that settles most, and none that cannot change the advice. `--json`, \
            `--answer` and `--answers` ask nothing.

              assay advise refund-requests
              assay advise refund-requests --answer known_logic=3 --answer wrong_cost=unknown
              assay advise refund-requests --answers answers.yaml --json
              assay advise --score Rules/flight-delay Rules/support-triage
            """)

    @Argument(help: "The feature's folder or its name; several with `--score`.")
    var features: [String]

    @Option(help: ArgumentHelp("Your own questions.", valueName: "file"))
    var questionnaire: String?

    @Option(help: ArgumentHelp("Takes the answers from an assessment.", valueName: "file"))
    var answers: String?

    @Option(
        name: .customLong("answer"),
        help: ArgumentHelp("Answers one question: 0 to 4, or unknown.", valueName: "item=score"))
    var given: [String] = []

    @Option(help: "Who answers. Default: your user name.")
    var by: String?

    @Flag(help: "Score past forecasts against the verdicts of today.")
    var score = false

    @Flag(help: "Print one JSON object and ask nothing.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        guard score || features.count == 1 else {
            throw ValidationError("one feature at a time; several go with `--score`")
        }
    }

    func run() async throws {
        if score {
            let board = try await ForecastBoard(
                features, questionnaire: questionnaire, evidence: evidence)
            return json
                ? Console.print(json: board.json.description) : Console.print(board.text)
        }
        guard let feature = features.first else { return }
        let folder = try AssessmentFolder(feature, questionnaire: questionnaire)
        guard var assessment = try assessed(folder) else {
            return Console.note(
                "\(folder.name): stopped for now; `assay advise \(feature)` goes on from here")
        }
        let advice = Advice(assessment, folder.questionnaire)
        // Who only looks forecasts nothing.
        if !json || !isSilent, !assessment.entries.isEmpty {
            assessment.record(forecast(advice))
            try folder.write(assessment)
        }
        guard json else {
            return Console.print(
                AdviceText(advice, isColored: Console.usesColor, width: Console.resultWidth).text)
        }
        Console.print(json: advice.json.description)
    }

    private func forecast(_ advice: Advice) -> Assessment.Forecast {
        Assessment.Forecast(
            on: String(Clocks.now().description.prefix(10)), by: person, outcome: advice.outcome,
            decidedBy: advice.decidedBy, modelEarns: advice.modelEarns)
    }

    /// Whether the arguments bring no answers.
    private var isSilent: Bool { answers == nil && given.isEmpty }

    private var person: String {
        by ?? Console.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "nobody named"
    }

    /// The assessment with what the arguments or the interview add; `nil` where it was broken off.
    private func assessed(_ folder: AssessmentFolder) throws -> Assessment? {
        guard json || !isSilent else {
            var session = try InterviewSession(folder, person: person)
            return try session.run() ? session.assessment : nil
        }
        var assessment = try folder.assessment()
        if let answers {
            for entry in try folder.read(answers).entries { assessment.record(entry) }
        }
        for text in given { assessment.record(try entry(text, folder.questionnaire)) }
        return assessment
    }

    private func entry(_ text: String, _ questionnaire: Questionnaire) throws -> Assessment.Entry {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let item = questionnaire.item(parts[0]) else {
            let names = questionnaire.items.map(\.id).joined(separator: ", ")
            throw CommandFailure(
                .usage, "`--answer \(text)`: no such question; the questions are \(names)")
        }
        guard parts[1] != "unknown" else {
            return Assessment.Entry(item: item.id, answer: nil, by: person)
        }
        guard let answer = Int(parts[1]), (0...4).contains(answer) else {
            throw CommandFailure(.usage, "`--answer \(text)`: expected 0 to 4 or unknown")
        }
        return Assessment.Entry(item: item.id, answer: answer, by: person)
    }
}
