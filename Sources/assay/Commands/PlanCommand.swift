import ArgumentParser
import Decisions
import Evidence
import Foundation
import Reports
import Verdicts

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Fixes what a verdict rests on before anybody looks, and writes plan.yaml.",
        discussion: """
            The plan holds the costs with their caps, the minimum worth having, the planned effect, \
            the chance of error and how claims share it, the slices that are promised, the rule of \
            outcomes, the thresholds of audits, and the versions of rules, prompt and model. It \
            prints the pairs that it takes, from how often the paths disagree, which needs no outcomes.

            Evidence counts from where the log first hears of the plan. Any change begins a new \
            line of evidence; line k may spend alpha · 6/(π²k²).

              assay plan Rules/flight-delay --dry-run
              assay plan Rules/flight-delay --effect 0.50 --slice carrier
            """)

    @Argument(help: "The feature's folder.")
    var feature: String

    @Option(help: "The model that challenges the heuristic. Default: the first.")
    var challenger: String?

    @Option(
        help: ArgumentHelp(
            "Who may take its place: `model`, `cascade`; may be given again. Default: both.",
            valueName: "who"))
    var claim: [Challenger] = []

    @Option(
        help: ArgumentHelp(
            "What a challenger is expected to bring a case above the minimum worth having.",
            valueName: "usd"))
    var effect: Double?

    @Option(help: "The chance of a wrong claim, over all claims, looks and lines.")
    var alpha = 0.05

    @Option(help: ArgumentHelp("A slice that is promised; may be given again."))
    var slice: [String] = []

    @Option(help: "What counts once: a `user`, or a `case`, which takes all for independent.")
    var unit = Plan.Unit.user

    @Flag(help: "Freeze another plan where the one that is there still holds.")
    var renew = false

    @Flag(help: "Print what the plan would take, but write nothing.")
    var dryRun = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var evidence: EvidenceOption

    func validate() throws {
        if !(alpha >= 1e-6 && alpha <= 0.5) {
            throw ValidationError("--alpha is \(alpha); 0.000001 to 0.5 are possible")
        }
        if let effect, !(effect > 0 && effect <= 1e12) {
            throw ValidationError("--effect is \(effect); expected dollars a case above 0")
        }
    }

    func run() async throws {
        let folder = try FeatureFolder.read(feature)
        guard folder.errors.isEmpty else {
            throw CommandFailure(.badConfiguration, folder.errors)
        }
        let isThere = TextFile.exists(evidence.path)
        let store = dryRun && !isThere ? nil : try evidence.open(dryRun ? .existing : .readWrite)
        let builder = try await PlanBuilder(
            folder: folder, challenger: challenger, store: store, now: Clocks.now())
        let kept = renew ? nil : builder.planThatHolds
        let forecast = try await builder.forecast(
            kept: kept, claims: claim.isEmpty ? Challenger.allCases : claim, effect: effect,
            alpha: alpha, slices: slice, unit: unit)
        let file = folder.feature.file("plan.yaml")
        if !dryRun {
            if kept == nil { try write(forecast.plan, to: file) }
            try await builder.note(forecast.plan)
        }
        try store?.close()
        let text = PlanText(
            forecast, file: file, outcome: kept != nil ? .kept : dryRun ? .draft : .written,
            width: Console.resultWidth)
        if json { Console.print(json: text.json) } else { Console.print("\(text)\n") }
    }

    private func write(_ plan: Plan, to file: String) throws {
        do {
            try Data(PlanFile.text(of: plan).utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            throw CommandFailure(
                .failed, "\(file): the file cannot be written; check its permissions and the disk")
        }
    }
}

extension Challenger: ExpressibleByArgument {}
extension Plan.Unit: ExpressibleByArgument {}
