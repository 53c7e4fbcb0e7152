import Decisions
import RuleEngine

/// Answers by rules, with the time that each decision took.
///
/// Not thread-safe: every task makes its own.
struct HeuristicAnswering {
    let path: String
    private let evaluator: RuleEvaluator
    private let clock: ReplayClock

    init(path: String, _ ruleSet: RuleSet, clock: ReplayClock) {
        self.path = path
        evaluator = RuleEvaluator(ruleSet)
        self.clock = clock
    }

    /// Returns one answer a question, in the feature's order; they share one reading of the case,
    /// and so one latency.
    func answer(_ input: CaseInput) -> [Answer] {
        let start = clock.nanoseconds()
        let decisions = evaluator.decide(json: input.json)
        let latency = clock.nanoseconds() - start
        return zip(evaluator.ruleSet.decisions, decisions).map { logic, decision in
            logic.answer(for: decision, path: path, latency: latency)
        }
    }
}
