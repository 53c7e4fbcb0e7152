import ArgumentParser
import Decisions
import Evidence
import Reports
import ShadowEvaluation

struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Asks what is true of the cases that tell most, one key a label.",
        discussion: """
            Cases on which the paths differ come first, then a share of those on which they agree; \
            both by lot, in an order that nobody's answer has shaped (`outcome: { labels: … }` in \
            feature.yaml says how many). The answers stand below each case without their authors. \
            Labels are logged as they are given, and it ends once they have settled the verdict.

              assay label Rules/support-triage
              assay label Rules/support-triage --rater ana
              assay label Rules/support-triage --next --json

            Where a judge has labelled cases, `--plan` fixes how many people are to label for the \
            estimates of a verdict's detail: most of what the judge doubts, chances written to \
            labels.yaml before anybody is asked. The cases it draws are then asked for as well.

              assay outcomes import Rules/support-triage judged.jsonl
              assay label Rules/support-triage --plan 200 --judge big-judge-2

            A number says what is true, s passes a case on, b takes the last label back, q stops; \
            elsewhere than on a terminal each stands on a line.
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    @Option(help: "Only this question; needed where there are several.")
    var question: String?

    @Option(help: "Who labels. Default: your user name.")
    var rater: String?

    @Flag(help: "Print the next case and how many wait, and end.")
    var next = false

    @Flag(help: "With --next, print one JSON object.")
    var json = false

    @Flag(help: "Go on where the verdict is settled already.")
    var all = false

    @Option(help: "Fix chances by which people label so many of a judge's cases, and end.")
    var plan: Int?

    @Option(help: "With --plan, the judge. Default: who labelled most cases.")
    var judge: String?

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        if judge != nil, plan == nil { throw ValidationError("--judge goes with --plan") }
        if next, plan != nil { throw ValidationError("--plan and --next exclude each other") }
        if json, !next { throw ValidationError("--json goes with --next") }
    }

    func run() async throws {
        let folder = try FeatureFolder.read(feature)
        try folder.requireSound()
        let question = try question(of: folder.feature)
        let store = try evidence.open(next || plan != nil ? .existing : .readWrite)
        if let plan {
            try await LabelPlanning(folder, question, evidence.arguments(on: folder.feature))
                .fix(plan, judge: judge, in: store)
            return try store.close()
        }
        let work = try await LabelWork(question, of: folder, in: store)
        if next {
            show(work)
        } else {
            try await label(work, folder, store)
        }
        try store.close()
    }

    private func show(_ work: LabelWork) {
        guard let task = work.tasks.first else { return Console.note("Nothing waits for a label.") }
        let text = work.text(task)
        if json {
            Console.print(json: text.json(waiting: work.waiting))
        } else {
            Console.print(text.screen(isColored: Console.usesColor, width: Console.resultWidth))
            Console.note(work.sentence)
        }
    }

    private func label(
        _ work: LabelWork, _ folder: FeatureFolder, _ store: SQLiteEvidenceStore
    ) async throws {
        let outlook = {
            let bench = try await VerdictBench(
                folder: folder, arguments: evidence.arguments(on: folder.feature), challenger: nil,
                store: store, now: Clocks.now())
            return LabelOutlook(try await bench.verdict(on: work.question))
        }
        let before = try await outlook()
        Console.note(work.sentence)
        // What was planned is asked for, whatever the verdict: the estimate needs all of it.
        let isWholeAsked = all || work.planned > 0
        guard !work.tasks.isEmpty, isWholeAsked || !before.isSettled else {
            return Console.note(before.sentence + (work.tasks.isEmpty ? "" : " `--all` goes on."))
        }
        var session = LabelSession(
            work, rater: person, store: store, feature: try await store.open(folder.feature)
        ) { isWholeAsked ? LabelOutlook?.none : try await outlook() }
        try await session.run()
        var said = "\(NumberText.counted(session.labelled, "label")) logged"
        if work.planned > 0 {
            let left = try await LabelWork(work.question, of: folder, in: store).planned
            said += ", \(NumberText.count(left)) to go for the label plan"
        }
        Console.note("\(said). \((try await outlook()).sentence)")
    }

    private var person: String {
        rater ?? Console.environment["USER"].flatMap { $0.isEmpty ? nil : $0 } ?? "nobody named"
    }

    private func question(of feature: Feature) throws -> Question {
        let names = feature.questions.map { "`\($0.name)`" }.joined(separator: ", ")
        guard let question else {
            guard let only = feature.questions.first, feature.questions.count == 1 else {
                throw CommandFailure(
                    .usage, "there are several questions; name one with `--question`: \(names)")
            }
            return only
        }
        guard let found = feature.question(named: question) else {
            throw CommandFailure(
                .usage, "`--question \(question)`: no such question; the questions are \(names)")
        }
        return found
    }
}
