import Advisor
import ArgumentParser
import Decisions
import Foundation
import Gateway
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
              assay advise refund-requests --answer payback=20000/6000/1000
              assay advise refund-requests --answers answers.yaml --json
              assay advise refund-requests --sources
              assay advise --web
              assay advise --diff <(git show HEAD~1:Rules/refunds/assessment.yaml) \\
                Rules/refunds/assessment.yaml
              assay advise --score Rules/flight-delay Rules/support-triage
            """)

    @Argument(
        help: "The feature's folder or its name; several with --score, a folder of them with --web."
    )
    var features: [String] = []

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

    @Flag(help: "Say what changed between two assessments, the older one first, and why.")
    var diff = false

    @Flag(help: "Ask in the browser: serves pages to this machine alone.")
    var web = false

    @Option(help: "The port for `--web`; 0 takes a free one.")
    var port = 8090

    @Flag(help: "List where every part of the advice comes from.")
    var sources = false

    @Flag(help: "Print one JSON object and ask nothing.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        guard [score, diff, web].count(where: { $0 }) <= 1 else {
            throw ValidationError("--score, --diff and --web go one at a time")
        }
        guard (0...65535).contains(port) else {
            throw ValidationError("--port is \(port); 0 to 65535 are possible")
        }
        if diff {
            guard features.count == 2 else {
                throw ValidationError("--diff takes two assessments, the older one first")
            }
        } else if web {
            guard features.count <= 1 else {
                throw ValidationError("--web takes one folder of features")
            }
        } else if features.isEmpty {
            throw ValidationError("name the feature, such as `assay advise refund-requests`")
        } else if !score, features.count > 1 {
            throw ValidationError("one feature at a time; several go with `--score`")
        }
    }

    func run() async throws {
        if score { return try await showScore() }
        if diff { return try showChange() }
        if web { return try await serve() }
        guard let feature = features.first else { return }
        let folder = try AssessmentFolder(feature, questionnaire: questionnaire)
        guard var assessment = try assessed(folder) else {
            return Console.note(
                "\(folder.name): stopped for now; `assay advise \(feature)` goes on from here")
        }
        let advice = Advice(assessment, folder.questionnaire)
        // Who only looks forecasts nothing.
        if !json || !isSilent, !assessment.entries.isEmpty {
            assessment.record(
                advice.forecast(on: Assessment.Forecast.time(Clocks.now()), by: person))
            try folder.write(assessment)
        }
        json ? Console.print(json: advice.json.description) : show(advice)
    }

    private func show(_ advice: Advice) {
        let text = AdviceText(
            advice, isColored: Console.usesColor, width: Console.resultWidth, showsSources: sources
        ).text
        Console.print(advice.change.map { text + "\n\n" + words($0) } ?? text)
    }

    private func words(_ change: AssessmentChange) -> String {
        AssessmentChangeText(
            change, isColored: Console.usesColor, width: Console.resultWidth
        ).text
    }

    private func showScore() async throws {
        let board = try await ForecastBoard(
            features, questionnaire: questionnaire, evidence: evidence)
        json ? Console.print(json: board.json.description) : Console.print(board.text)
    }

    private func showChange() throws {
        let questions = try AssessmentFolder.questionnaire(questionnaire)
        try AssessmentFolder.requireGates(questions)
        let change = AssessmentChange(
            from: try AssessmentFolder.read(features[0], questions),
            to: try AssessmentFolder.read(features[1], questions), questions)
        json ? Console.print(json: change.json.description) : Console.print(words(change))
    }

    private func serve() async throws {
        let files = try AssessmentFiles(
            root: features.first ?? "Rules", questionnaire: questionnaire)
        let server = AdvisingServer(files, port: port, clock: Clocks.live)
        try await AdvisingSession(server: server).run { port in
            Console.note("open http://127.0.0.1:\(port)/advise in a browser; Ctrl-C ends it")
        }
    }

    /// Whether the arguments bring no answers.
    private var isSilent: Bool { answers == nil && given.isEmpty }

    private var person: String {
        by ?? Console.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "nobody named"
    }

    /// The assessment with what the arguments or the interview add; `nil` where the interview was
    /// broken off.
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
        if let entry = Payback(text: parts[1]).flatMap({ item.entry($0, by: person) }) {
            return entry
        }
        guard let answer = Int(parts[1]), (0...4).contains(answer) else {
            throw CommandFailure(
                .usage,
                "`--answer \(text)`: expected 0 to 4 or unknown"
                    + (item.takesAmounts ? ", or three amounts such as 20000/6000/1000" : ""))
        }
        return Assessment.Entry(item: item.id, answer: answer, by: person)
    }
}
