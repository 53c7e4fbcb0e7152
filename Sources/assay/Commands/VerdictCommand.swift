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
              assay verdict Rules/flight-delay --html verdict.html --markdown verdict.md
              assay verdict Rules/flight-delay --gate --junit verdict.xml
              assay verdict Rules/flight-delay --as-of 2026-03-31
              assay verdict Rules/flight-delay --self-test
              assay verdict Rules/flight-delay --certificate signed/

            --certificate writes what a statistician signs: the cases as they count, without their \
            inputs and with users under other names, what was fixed before looking, the verdict, \
            and a program in Python that recomputes it from those.

            With --gate the exit code says whether the path in charge has earned its place: 0 it \
            has, 2 there is not enough evidence, 3 an audit of the evidence fires, 100 it is worse \
            than another by more than the minimum worth having.
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    @Option(help: "Only this question.")
    var question: String?

    @Option(help: "The path that challenges the heuristic. Default: the first model.")
    var challenger: String?

    @Flag(help: "Print the figures behind the five lines.")
    var detail = false

    @Flag(help: "End with an exit code for pipelines: 0, 2, 3 or 100.")
    var gate = false

    @Option(
        help: ArgumentHelp(
            "Say what would have been said on that day (its end, in UTC) or at that time.",
            valueName: "date"),
        transform: Self.endOfDay)
    var asOf: Timestamp?

    @Flag(help: "Print what would have been said day by day, and since when.")
    var timeline = false

    @Flag(
        help: ArgumentHelp(
            "Try the method on this log with signs flipped at random 2,000 times, and print how often it lies."
        ))
    var selfTest = false

    @Option(
        help: ArgumentHelp(
            "Write what is needed to recompute the verdict elsewhere.", valueName: "folder"))
    var certificate: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var documents: ReportDocuments

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        guard timeline else { return }
        if detail || selfTest {
            throw ValidationError("--timeline goes with --json and --gate alone")
        }
    }

    func run() async throws {
        let folder = try FeatureFolder.read(feature)
        try folder.requireSound()
        let questions = try questions(folder.feature)
        if json, timeline, questions.count > 1 {
            throw CommandFailure(
                .usage, "`--timeline --json` prints one object; name a question with `--question`")
        }
        if certificate != nil, questions.count > 1 {
            throw CommandFailure(
                .usage, "`--certificate` is about one question; name it with `--question`")
        }
        let certified = try certificate.map { try CertificateFolder(path: $0) }
        let store = try evidence.open(.existing)
        let bench = try await VerdictBench(
            folder: folder, arguments: evidence.arguments(on: folder.feature),
            challenger: challenger, store: store, now: Clocks.now(), asOf: asOf)
        var verdicts: [Verdict] = []
        for question in questions {
            verdicts.append(try await bench.verdict(on: question, isSelfTest: selfTest))
        }
        if let certified, let verdict = verdicts.first {
            try await bench.certify(verdict, into: certified)
        }
        try store.close()
        try documents.write(verdicts)
        show(verdicts)
        let gate = Gate.together(verdicts.map(Gate.init))
        if self.gate, gate != .passes { throw ExitCode(gate.rawValue) }
    }

    private func show(_ verdicts: [Verdict]) {
        switch (json, timeline) {
        case (true, false): Console.print(bytes: verdicts.json + [UInt8(ascii: "\n")])
        case (true, true):
            for verdict in verdicts {
                Console.print(json: TimeLineText(verdict, width: Console.resultWidth).json)
            }
        case (false, true):
            let texts = verdicts.map { TimeLineText($0, width: Console.resultWidth).text }
            Console.print(String(texts.joined(separator: "\n").dropLast()))
        case (false, false):
            Console.print(String(verdicts.map(text).joined(separator: "\n").dropLast()))
        }
    }

    /// A date alone stands for the end of that day.
    private static func endOfDay(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(text) else {
            throw ValidationError("`\(text)` is no date; write it as 2026-03-31")
        }
        let isDate = text.utf8.count == 10
        return isDate ? Timestamp(microseconds: time.microseconds + 86_400_000_000 - 1) : time
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
