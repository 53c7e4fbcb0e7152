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
                explanation(of: $0, .failed(rule: nil, error: error), hits: [], [])
            }
        }
        return ruleSet.decisions.map(explain)
    }

    private func explain(_ logic: DecisionLogic) -> DecisionExplanation {
        switch logic.kind {
        case .rules(let list): explain(list, logic)
        case .table(let table, let column): explain(table, column: column, logic)
        case .scorecard(let scorecard): explain(scorecard, logic)
        }
    }

    private func explain(_ list: RuleList, _ logic: DecisionLogic) -> DecisionExplanation {
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
                guard try checked(rule.condition) else {
                    traces.append(trace(rule, .notFired))
                    continue
                }
                fired.append(index)
                if list.hitPolicy == .first { decision = list.resolution.decision(byRule: index) }
                traces.append(trace(rule, .fired))
            } catch {
                decision = .failed(rule: index, error: error)
                traces.append(trace(rule, .failed(error)))
            }
        }
        return explanation(
            of: logic,
            decision ?? list.resolution.decision(byHits: fired, order: list.order),
            hits: list.resolution.inOrder(fired, list.order), traces)
    }

    func explanation(
        of logic: DecisionLogic, _ decision: RuleDecision, hits: [Int], _ traces: [RuleTrace]
    ) -> DecisionExplanation {
        let resolution = logic.resolution
        let total = resolution?.total(of: hits)
        let ids = hits.map { logic.id(ofRule: $0) }
        var summary = "\(logic.question.name): \(logic.inWords(decision))"
        if let total, let aggregation = resolution?.aggregation {
            summary += ", \(aggregation.rawValue) \(total)"
        } else if resolution?.hitPolicy.hasSeveralHits ?? false, ids.count > 1 {
            summary += ", hits " + namesInWords(ids, "and")
        }
        return DecisionExplanation(
            question: logic.question.name, decision: decision, rule: logic.ruleID(of: decision),
            summary: summary, hits: ids,
            total: total, reasons: [], missing: [], rules: traces)
    }

    /// Evaluates a condition on the current case.
    func checked(_ condition: RuleExpression) throws(RuleError) -> Bool {
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

    func conditions(of expression: RuleExpression) -> [ConditionTrace] {
        expression.program.explain(activation).map { part in
            let outcome: ConditionTrace.Outcome =
                switch part.result {
                case .success(.bool(true)): .holds
                case .success: .doesNotHold
                case .failure(let error): .failed(variables.reason(for: error, in: expression))
                }
            let names = part.variables.map(\.name)
            return ConditionTrace(
                text: part.text, outcome: outcome, readings: readings(names),
                findings: findings(part.calls, names))
        }
    }

    /// Returns the values of fields and variables, and of what the variables read.
    func readings(_ names: [String]) -> [ConditionTrace.Reading] {
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
        switch decision {
        case .decided(let code, let rule, let confidence, _):
            // A curve gives more digits than anybody reads.
            let sureness = confidence.map { ", confidence \(($0 * 1e4).rounded() / 1e4)" } ?? ""
            return "`\(label(of: .option(code)))` by \(source(rule))\(sureness)"
        case .abstained(let rule): return "`abstain` by \(source(rule))"
        case .failed(nil, let error): return "a failure: \(error)"
        case .failed(let rule?, let error):
            return "a failure in rule `\(id(ofRule: rule))`: \(error)"
        case .ambiguous(let rules):
            let names = namesInWords(rules.map { id(ofRule: $0) }, "and")
            return "an ambiguity: rules \(names) fired together"
        }
    }

    /// Returns the id of the rule that decided or failed.
    func ruleID(of decision: RuleDecision) -> String? {
        switch decision {
        case .decided(_, let rule, _, _), .abstained(let rule), .failed(let rule, _):
            rule.map { id(ofRule: $0) }
        case .ambiguous: nil
        }
    }

    private func source(_ rule: Int?) -> String {
        rule.map { "rule `\(id(ofRule: $0))`" } ?? "`\(id(ofRule: nil))`"
    }
}
