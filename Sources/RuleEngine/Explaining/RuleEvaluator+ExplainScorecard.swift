import CEL
import Decisions

extension RuleEvaluator {
    /// Explains a scorecard by what added points.
    func explain(_ scorecard: Scorecard, _ logic: DecisionLogic) -> DecisionExplanation {
        var fired: [Int] = []
        var failure: RuleDecision?
        var traces: [RuleTrace] = []
        for (index, rule) in scorecard.rules.enumerated() {
            var result = RuleTrace.Result.notReached
            if failure == nil {
                do throws(RuleError) {
                    let holds = try checked(rule.condition)
                    if holds { fired.append(index) }
                    result = holds ? .fired : .notFired
                } catch {
                    failure = .failed(rule: index, error: error)
                    result = .failed(error)
                }
            }
            traces.append(
                RuleTrace(
                    rule: rule.id, result: result,
                    conditions: result == .notReached ? [] : conditions(of: rule.condition),
                    explanation: rule.explanation))
        }
        let decision = failure ?? scorecard.decision(fired)
        let points = failure == nil ? scorecard.points(fired) : nil
        let suffix = points.map { ", points \($0)" } ?? ""
        return DecisionExplanation(
            question: logic.question.name, decision: decision, rule: logic.ruleID(of: decision),
            summary: "\(logic.question.name): \(logic.inWords(decision))\(suffix)",
            hits: fired.map { scorecard.rules[$0].id }, total: points,
            reasons: failure == nil ? reasons(scorecard, fired) : [],
            missing: failure == nil ? missing(scorecard, fired) : [], rules: traces)
    }

    private func missing(_ scorecard: Scorecard, _ fired: [Int]) -> [Reason] {
        reasons(scorecard, scorecard.rules.indices.filter { !fired.contains($0) })
    }

    private func reasons(_ scorecard: Scorecard, _ fired: [Int]) -> [Reason] {
        scorecard.ranked(fired).map { index in
            let rule = scorecard.rules[index]
            return Reason(rule: rule.id, points: rule.points, explanation: rule.explanation)
        }
    }
}
