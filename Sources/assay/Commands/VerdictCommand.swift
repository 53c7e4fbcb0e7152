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
            it for programs. It may be asked as often as one likes: looking costs nothing.

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

    @Flag(help: "Print JSON, one object a question.")
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
        var isFirst = true
        for question in questions {
            let verdict = try await bench.verdict(on: question)
            if json {
                Console.print(bytes: verdict.json + [UInt8(ascii: "\n")])
            } else {
                let text = VerdictText(
                    verdict, isDetailed: detail, isColored: Console.usesColor)
                Console.print((isFirst ? "" : "\n") + String(text.text.dropLast()))
            }
            isFirst = false
        }
        try store.close()
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
