import CEL

/// Answers cases by a rule set, one after the other.
///
/// It keeps its buffers, so that a case whose fields are scalars is read and decided without
/// allocating. Not thread-safe: every thread has its own evaluator of a shared rule set.
public final class RuleEvaluator {
    public let ruleSet: RuleSet
    let activation: Activation
    private var reader: CaseReader
    var variables: VariableCache
    private let lists: [RuleList]
    private var decisions: [RuleDecision]
    private var fired: [Int] = []

    public init(_ ruleSet: RuleSet) {
        self.ruleSet = ruleSet
        activation = Activation(ruleSet.environment)
        reader = CaseReader(ruleSet.fields)
        variables = VariableCache(ruleSet.variables, firstSlot: ruleSet.fields.count)
        lists = ruleSet.decisions.map(\.ruleList)
        decisions = Array(repeating: .abstained(rule: nil), count: lists.count)
    }

    /// Decides each question of a case, in the feature's order.
    ///
    /// `json` is an object of the declared fields; other members are passed over. The result shares
    /// the evaluator's storage: it costs a copy where it is kept beyond the next case.
    public func decide(json: UnsafeBufferPointer<UInt8>) -> [RuleDecision] {
        do throws(RuleError) {
            try read(json)
            for index in lists.indices { decisions[index] = decide(lists[index]) }
        } catch {
            for index in lists.indices { decisions[index] = .failed(rule: nil, error: error) }
        }
        return decisions
    }

    /// Decides each question of a case, in the feature's order.
    public func decide(json: [UInt8]) -> [RuleDecision] {
        json.withUnsafeBufferPointer { decide(json: $0) }
    }

    /// Makes `json` the case that conditions are about.
    func read(_ json: UnsafeBufferPointer<UInt8>) throws(RuleError) {
        variables.reset()
        try reader.read(json, into: activation)
    }

    private func decide(_ list: RuleList) -> RuleDecision {
        switch list.hitPolicy {
        case .first: decideByFirst(list)
        case .unique, .any: decideByAll(list)
        }
    }

    private func decideByFirst(_ list: RuleList) -> RuleDecision {
        for index in list.rules.indices {
            do throws(EvaluationError) {
                if try holds(list.rules[index].condition) { return list.decision(byRule: index) }
            } catch {
                return failure(error, of: index, in: list)
            }
        }
        return list.decision(byRule: nil)
    }

    private func decideByAll(_ list: RuleList) -> RuleDecision {
        fired.removeAll(keepingCapacity: true)
        for index in list.rules.indices {
            do throws(EvaluationError) {
                if try holds(list.rules[index].condition) { fired.append(index) }
            } catch {
                return failure(error, of: index, in: list)
            }
        }
        return list.decision(byRules: fired)
    }

    /// Evaluates a condition on the current case.
    @inline(__always)
    private func holds(_ condition: RuleExpression) throws(EvaluationError) -> Bool {
        if !condition.variables.isEmpty {
            variables.prepare(condition.variables, in: activation)
        }
        return try condition.holds(activation)
    }

    @inline(never)
    private func failure(
        _ error: EvaluationError, of index: Int, in list: RuleList
    ) -> RuleDecision {
        .failed(
            rule: index, error: variables.reason(for: error, in: list.rules[index].condition))
    }
}

extension RuleList {
    /// Returns what follows from the rule at `index`, or from `otherwise`.
    func decision(byRule index: Int?) -> RuleDecision {
        switch output(ofRule: index) {
        case .option(let code):
            .decided(code: code, rule: index, confidence: confidence(ofRule: index))
        case .abstain: .abstained(rule: index)
        }
    }

    /// Returns what follows where all rules were looked at and `fired` are those that fired.
    func decision(byRules fired: [Int]) -> RuleDecision {
        guard let first = fired.first else { return decision(byRule: nil) }
        let agree =
            switch hitPolicy {
            case .first: true
            case .unique: fired.count == 1
            case .any: fired.allSatisfy { rules[$0].output == rules[first].output }
            }
        return agree ? decision(byRule: first) : .ambiguous(rules: fired)
    }
}
