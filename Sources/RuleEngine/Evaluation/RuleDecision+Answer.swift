package import Decisions

extension DecisionLogic {
    /// Returns `decision` as the answer of the path named `path`.
    ///
    /// Rules cost nothing. The reason's detail names rules, never values of the case.
    package func answer(
        for decision: RuleDecision, path: String, latency: Int64 = 0
    ) -> Answer {
        let list = ruleList
        var answer = Answer(path: path, status: .answered, latency: latency, price: .zero)
        switch decision {
        case .decided(let code, let rule, let confidence):
            answer.code = code
            answer.probabilities = probabilities(of: code, confidence: confidence)
            answer.rule = list.id(ofRule: rule)
        case .abstained(let rule):
            answer.status = .abstained
            answer.reason = AnswerReason(rule == nil ? .noRuleFired : .ruleAbstained)
            answer.rule = rule.map { list.rules[$0].id }
        case .failed(let rule, let error):
            answer.status = .failed
            answer.rule = rule.map { list.rules[$0].id }
            answer.reason = AnswerReason(
                rule == nil ? .badRequest : .ruleError, detail: error.publicDescription)
        case .ambiguous(let rules):
            answer.status = .failed
            let names = namesInWords(rules.map { list.rules[$0].id }, "and")
            answer.reason = AnswerReason(.ambiguous, detail: "rules \(names) fired together")
        }
        return answer
    }
}
