package import Decisions

extension DecisionLogic {
    /// Returns `decision` as the answer of the path named `path`.
    ///
    /// Rules cost nothing. The reason's detail names rules, never values of the case.
    package func answer(
        for decision: RuleDecision, path: String, latency: Int64 = 0
    ) -> Answer {
        var answer = Answer(path: path, status: .answered, latency: latency, price: .zero)
        switch decision {
        case .decided(let code, let rule, let confidence, let points):
            answer.code = code
            answer.probabilities = probabilities(
                of: code, confidence: confidence, points: points)
            answer.rule = id(ofRule: rule)
        case .abstained(let rule):
            answer.status = .abstained
            answer.reason = AnswerReason(rule == nil ? .noRuleFired : .ruleAbstained)
            answer.rule = rule.map { id(ofRule: $0) }
        case .failed(let rule, let error):
            answer.status = .failed
            answer.rule = rule.map { id(ofRule: $0) }
            answer.reason = AnswerReason(
                error.isOfCase ? .badRequest : .ruleError, detail: error.publicDescription)
        case .ambiguous(let rules):
            answer.status = .failed
            let names = namesInWords(rules.map { id(ofRule: $0) }, "and")
            answer.reason = AnswerReason(.ambiguous, detail: "rules \(names) fired together")
        }
        return answer
    }
}
