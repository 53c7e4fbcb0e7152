import CEL
import Decisions

extension RuleEvaluator {
    /// Decides each question of a case and says how that came about.
    ///
    /// Slower than ``decide(json:)-([UInt8])`` and not for the path of every decision.
    public func explain(json: [UInt8]) -> [DecisionExplanation] {
        do throws(RuleError) {
            try json.withUnsafeBufferPointer { (buffer) throws(RuleError) in try read(buffer) }
        } catch {
            return ruleSet.decisions.map {
                explanation(of: $0, .failed(rule: nil, error: error), [])
            }
        }
        return ruleSet.decisions.map(explain)
    }

    private func explain(_ logic: DecisionLogic) -> DecisionExplanation {
        let list = logic.ruleList
        var decision: RuleDecision?
        var fired: [Int] = []
        var traces: [RuleTrace] = []
        for (index, rule) in list.rules.enumerated() {
            // A failure ends the search under each policy.
            guard decision == nil else {
                traces.append(trace(rule, .notReached))
                continue
            }
            do throws(RuleError) {
                guard try holds(rule.condition) else {
                    traces.append(trace(rule, .notFired))
                    continue
                }
                fired.append(index)
                if list.hitPolicy == .first { decision = list.decision(byRule: index) }
                traces.append(trace(rule, .fired))
            } catch {
                decision = .failed(rule: index, error: error)
                traces.append(trace(rule, .failed(error)))
            }
        }
        return explanation(of: logic, decision ?? list.decision(byRules: fired), traces)
    }

    private func explanation(
        of logic: DecisionLogic, _ decision: RuleDecision, _ traces: [RuleTrace]
    ) -> DecisionExplanation {
        DecisionExplanation(
            question: logic.question.name, decision: decision,
            summary: "\(logic.question.name): \(logic.inWords(decision))", rules: traces)
    }

    /// Evaluates a condition on the current case.
    private func holds(_ condition: RuleExpression) throws(RuleError) -> Bool {
        variables.prepare(condition.variables, in: activation)
        do throws(EvaluationError) {
            return try condition.program.evaluateBool(activation)
        } catch {
            throw variables.reason(for: error, in: condition)
        }
    }

    private func trace(_ rule: Rule, _ result: RuleTrace.Result) -> RuleTrace {
        RuleTrace(
            rule: rule.id, result: result,
            conditions: result == .notReached ? [] : conditions(of: rule.condition),
            explanation: rule.explanation)
    }

    private func conditions(of expression: RuleExpression) -> [ConditionTrace] {
        expression.program.explain(activation).map { part in
            let outcome: ConditionTrace.Outcome =
                switch part.result {
                case .success(.bool(true)): .holds
                case .success: .doesNotHold
                case .failure(let error): .failed(variables.reason(for: error, in: expression))
                }
            return ConditionTrace(
                text: part.text, outcome: outcome, readings: readings(part.variables.map(\.name)))
        }
    }

    /// Returns the values of fields and variables, and of what the variables read.
    private func readings(_ names: [String]) -> [ConditionTrace.Reading] {
        var readings: [ConditionTrace.Reading] = []
        var pending = names[...]
        while let name = pending.popFirst() {
            guard !readings.contains(where: { $0.name == name }),
                let slot = ruleSet.environment.slot(of: name)
            else { continue }
            let value = activation.value(slot).map(ValueText.text)
            let isField = slot < ruleSet.fields.count
            // Of a variable that failed only what it reads tells anything.
            if isField || value != nil {
                readings.append(ConditionTrace.Reading(name: name, value: value))
            }
            if !isField {
                let variable = ruleSet.variables[slot - ruleSet.fields.count]
                pending += variable.expression.program.referencedVariables.map(\.name)
            }
        }
        return readings
    }
}

extension DecisionLogic {
    /// Returns `decision` as a person reads it.
    public func inWords(_ decision: RuleDecision) -> String {
        let list = ruleList
        switch decision {
        case .decided(let code, let rule, let confidence):
            let sureness = confidence.map { ", confidence \($0)" } ?? ""
            return "`\(label(of: .option(code)))` by \(source(rule, in: list))\(sureness)"
        case .abstained(let rule): return "`abstain` by \(source(rule, in: list))"
        case .failed(nil, let error): return "a failure: \(error)"
        case .failed(let rule?, let error):
            return "a failure in rule `\(list.rules[rule].id)`: \(error)"
        case .ambiguous(let rules):
            let names = namesInWords(rules.map { list.rules[$0].id }, "and")
            return "an ambiguity: rules \(names) fired together"
        }
    }

    private func source(_ rule: Int?, in list: RuleList) -> String {
        rule.map { "rule `\(list.rules[$0].id)`" } ?? "`\(Otherwise.id)`"
    }
}
