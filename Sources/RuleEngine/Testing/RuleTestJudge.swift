import Diagnostics

/// Compares what the rules did with what a test expects.
struct RuleTestJudge {
    let ruleSet: RuleSet
    let source: SourceText
    let test: RuleTest

    private static let mostReadings = 8

    func failures(_ explanations: [DecisionExplanation]) -> [Diagnostic] {
        test.expectations.compactMap { expectation in
            let logic = ruleSet.decisions[expectation.question]
            let explanation = explanations[expectation.question]
            guard !isMet(expectation, by: explanation.decision, logic) else { return nil }
            return Diagnostic(
                in: source, at: test.position, fact(expectation, explanation, logic),
                hint: hint(expectation, explanation))
        }
    }

    private func isMet(
        _ expectation: RuleTest.Expectation, by decision: RuleDecision, _ logic: DecisionLogic
    ) -> Bool {
        let output: RuleOutput
        let rule: Int?
        switch decision {
        case .decided(let code, let index, _, _): (output, rule) = (.option(code), index)
        case .abstained(let index): (output, rule) = (.abstain, index)
        case .failed, .ambiguous: return false
        }
        guard output == expectation.output else { return false }
        return expectation.rule.map { $0 == logic.id(ofRule: rule) } ?? true
    }

    private func fact(
        _ expectation: RuleTest.Expectation, _ explanation: DecisionExplanation,
        _ logic: DecisionLogic
    ) -> String {
        let rule = expectation.rule.map { id in
            id == Otherwise.id ? " by `\(id)`" : " by rule `\(id)`"
        }
        let expected = "`\(logic.label(of: expectation.output))`" + (rule ?? "")
        let question = ruleSet.decisions.count > 1 ? "`\(explanation.question)` " : ""
        return "test `\(test.name)`: \(question)expected \(expected), got "
            + logic.inWords(explanation.decision)
    }

    /// Says what the deciding rule read, and what kept the expected one from firing.
    private func hint(
        _ expectation: RuleTest.Expectation, _ explanation: DecisionExplanation
    ) -> String? {
        var parts: [String] = []
        if let id = expectation.rule,
            let trace = explanation.rules.first(where: { $0.rule == id }), trace.result == .notFired
        {
            let missing = trace.conditions.filter { $0.outcome != .holds }
            parts.append(
                "`\(id)` did not fire: " + missing.map(\.description).joined(separator: "; "))
        }
        let decisive = explanation.rules.filter { trace in
            switch trace.result {
            case .fired, .failed: true
            case .notFired, .notReached: false
            }
        }
        let traces = decisive.isEmpty ? explanation.rules : decisive
        var readings: [ConditionTrace.Reading] = []
        for reading in traces.flatMap(\.conditions).flatMap(\.readings)
        where !readings.contains(reading) { readings.append(reading) }
        if parts.isEmpty, !readings.isEmpty {
            parts.append(
                readings.prefix(Self.mostReadings).map(\.description).joined(separator: ", "))
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
