import ArgumentParser
import Decisions
import Evidence
import Reports
import Verdicts

struct VerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict",
        abstract: "Says which path earns its place, from what is logged.",
        discussion: """
            Five lines for whoever decides; --detail adds the figures behind them, --json all of \
            it for programs: one object, which holds the verdicts in a list where the feature has \
            several questions. It may be asked as often as one likes: looking costs nothing.

            Lines fit the terminal; in files and pipes they have 100 columns.

              assay verdict Rules/flight-delay
              assay verdict Rules/flight-delay --detail
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    @Option(help: "Only this question.")
    var question: String?

    @Option(help: "The path that challenges the heuristic. Default: the first model.")
    var challenger: String?

    @Flag(help: "Print the figures behind the five lines.")
    var detail = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func run() async throws {
        let folder = try FeatureFolder.read(feature)
        try folder.requireSound()
        let questions = try questions(folder.feature)
        let store = try evidence.open(.existing)
        let bench = try await VerdictBench(
            folder: folder, arguments: evidence.arguments(on: folder.feature),
            challenger: challenger, store: store, now: Clocks.now())
        var verdicts: [Verdict] = []
        for question in questions { verdicts.append(try await bench.verdict(on: question)) }
        try store.close()
        if json {
            Console.print(bytes: verdicts.json + [UInt8(ascii: "\n")])
        } else {
            Console.print(String(verdicts.map(text).joined(separator: "\n").dropLast()))
        }
    }

    private func text(_ verdict: Verdict) -> String {
        VerdictText(
            verdict, isDetailed: detail, isColored: Console.usesColor, width: Console.resultWidth
        ).text
    }

    private func questions(_ feature: Feature) throws -> [Question] {
        guard let question else { return feature.questions }
        guard let found = feature.question(named: question) else {
            let names = feature.questions.map { "`\($0.name)`" }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "`--question \(question)`: no such question; the questions are \(names)")
        }
        return [found]
    }
}
