import ArgumentParser
import Decisions
import Foundation
import Reports
import RuleEngine

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says which recorded cases two sets of rules answer differently.",
        discussion: """
            Each side is a feature's folder or a rule file; a rule file without a feature.yaml \
            beside it is read as rules of the other side's feature. Where outcomes are known, it \
            says what the change mends and what it breaks, and what answers cost by the economics of \
            the new side's feature.yaml.

            With --gate the exit code is 1 where any answer changes; without it, 0.

              assay diff old/rules.yaml Rules/support-triage
              assay diff Rules/support-triage new-rules.yaml --traffic week.jsonl
            """)

    @Argument(help: "The folder or rule file as it was.")
    var old: String

    @Argument(help: "The folder or rule file as it would be.")
    var new: String

    @Option(
        help: ArgumentHelp(
            "Cases, as JSON lines or CSV. Default: the new folder's traffic.jsonl or traffic.csv.",
            valueName: "file"))
    var traffic: String?

    @Option(help: ArgumentHelp("Show this many cases of each change.", valueName: "n"))
    var examples = 3

    @Flag(help: "End with 1 where an answer changes.")
    var gate = false

    @Flag(help: "Print the changes as JSON.")
    var json = false

    func validate() throws {
        guard (0...1000).contains(examples) else {
            throw ValidationError("--examples is \(examples); 0 to 1000 are possible")
        }
    }

    func run() throws {
        let (old, new) = try RuleSide.both(old, new)
        var recorded = try RecordedCases(traffic, of: new.feature)
        var comparisons = try Self.comparisons(old, new, examples: examples)
        let oldReader = CaseReader(old.feature)
        let oldRules = RuleEvaluator(old.ruleSet)
        let newRules = RuleEvaluator(new.ruleSet)
        try recorded.forEach { entry, json in
            // Each side reads the fields that its own feature declares.
            let oldInput = oldReader.read(json, fallbackID: entry.id).case?.input.json ?? []
            let input = entry.input.json
            let before = oldRules.decide(json: oldInput)
            let after = newRules.decide(json: input)
            for index in comparisons.indices {
                let pair = comparisons[index]
                let question = new.ruleSet.decisions[pair.new].question
                comparisons[index].comparison.add(
                    caseID: entry.id, old: before[pair.old], new: after[pair.new],
                    truth: new.feature.outcome.effective.truth(
                        of: question.name, among: entry.outcomes)
                ) {
                    (
                        oldRules.explain(json: oldInput)[pair.old],
                        newRules.explain(json: input)[pair.new]
                    )
                }
            }
        }
        recorded.noteProblems()
        let text = ComparisonText(
            old: old.name, new: new.name, traffic: recorded.file.path, cases: recorded.read,
            comparisons.map(\.comparison))
        if json {
            Console.print(json: text.json)
        } else {
            Console.print(text.description)
        }
        if gate, comparisons.contains(where: { $0.comparison.changed > 0 }) {
            throw ExitCode(ExitStatus.failed.rawValue)
        }
    }

    private struct Pair {
        let old: Int
        let new: Int
        var comparison: RuleComparison
    }

    /// Questions are the same where they have the same name.
    private static func comparisons(
        _ old: RuleSide, _ new: RuleSide, examples: Int
    ) throws -> [Pair] {
        let decisions = old.ruleSet.decisions
        let pairs = new.ruleSet.decisions.enumerated().compactMap { index, logic in
            decisions.firstIndex { $0.question.name == logic.question.name }.map { place in
                Pair(
                    old: place, new: index,
                    comparison: RuleComparison(
                        old: decisions[place], new: logic, economics: new.feature.economics,
                        mostExamples: examples))
            }
        }
        guard !pairs.isEmpty else {
            throw CommandFailure(
                .badConfiguration, "\(old.name) and \(new.name) have no question in common")
        }
        return pairs
    }
}
