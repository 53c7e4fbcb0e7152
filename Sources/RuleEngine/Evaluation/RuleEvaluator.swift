public import CEL
import Decisions

/// Answers cases by a rule set, one after the other.
///
/// It keeps its buffers, so that a case whose fields are scalars is read and decided without
/// allocating. Not thread-safe: every thread has its own evaluator of a shared rule set.
public final class RuleEvaluator {
    /// The rules that decide; a decision's rule indices point into its decisions.
    public let ruleSet: RuleSet
    let activation: Activation
    private var reader: CaseReader
    let variables: VariableCache
    private let fieldCount: Int
    private let logics: [Logic]
    let tables: [TableMatcher]
    // Each is touched by one statement after the other, so that no two accesses overlap.
    @exclusivity(unchecked) private var decisions: [RuleDecision]
    @exclusivity(unchecked) private var fired: [Int] = []

    /// Makes an evaluator with buffers of its own; cheap next to loading rules, dear next to a case.
    public init(_ ruleSet: RuleSet) {
        self.ruleSet = ruleSet
        fieldCount = ruleSet.fields.count
        activation = Activation(ruleSet.environment)
        reader = CaseReader(ruleSet.fields)
        variables = VariableCache(ruleSet.variables, firstSlot: ruleSet.fields.count)
        var tables: [TableMatcher] = []
        logics = ruleSet.decisions.map { Logic($0, &tables) }
        self.tables = tables
        decisions = Array(repeating: .abstained(rule: nil), count: logics.count)
    }

    /// Decides each question of a case, in the feature's order.
    ///
    /// `json` is an object of the declared fields; other members are passed over. The result shares
    /// the evaluator's storage: it costs a copy where it is kept beyond the next case.
    public func decide(json: UnsafeBufferPointer<UInt8>) -> [RuleDecision] {
        do throws(RuleError) {
            try read(json)
            for index in logics.indices { decisions[index] = decide(logics[index]) }
        } catch {
            for index in logics.indices { decisions[index] = .failed(rule: nil, error: error) }
        }
        return decisions
    }

    /// Decides each question of a case that is no JSON: `fill` sets the field at position `n` of
    /// ``RuleSet/fields`` in slot `n`, each slot being absent before.
    ///
    /// A case that lacks a required field, or has a value of another type than declared, fails.
    public func decide(filling fill: (Activation) -> Void) -> [RuleDecision] {
        variables.reset()
        activation.reset()
        fill(activation)
        if let field = activation.firstUnfit(ofFirst: fieldCount) {
            let error = RuleError.input(Self.complaint(ruleSet.fields[field], activation, field))
            for index in logics.indices { decisions[index] = .failed(rule: nil, error: error) }
            return decisions
        }
        for index in logics.indices { decisions[index] = decide(logics[index]) }
        return decisions
    }

    private static func complaint(
        _ field: FieldDefinition, _ activation: Activation, _ slot: Int
    ) -> String {
        activation.value(slot) == nil
            ? "the case has no `\(field.name)`"
            : "`\(field.name)` of the case is not of type `\(field.type)`"
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

    /// How a question is decided, with the table's matcher at hand.
    private enum Logic {
        case first(RuleList)
        case all(RuleList)
        case table(TableMatcher, column: Int)
        case scorecard(Scorecard)

        init(_ decision: DecisionLogic, _ tables: inout [TableMatcher]) {
            switch decision.kind {
            case .rules(let list): self = list.hitPolicy == .first ? .first(list) : .all(list)
            case .table(let table, let column):
                let known = tables.first { $0.table === table }
                let matcher = known ?? TableMatcher(table)
                if known == nil { tables.append(matcher) }
                self = .table(matcher, column: column)
            case .scorecard(let scorecard): self = .scorecard(scorecard)
            }
        }
    }

    private func decide(_ logic: Logic) -> RuleDecision {
        switch logic {
        case .first(let list): decideByFirst(list)
        case .all(let list): decideByAll(list)
        case .table(let matcher, let column):
            matcher.decide(column: column, activation, variables)
        case .scorecard(let scorecard): decide(scorecard)
        }
    }

    private func decideByFirst(_ list: RuleList) -> RuleDecision {
        for index in list.rules.indices {
            do throws(EvaluationError) {
                if try holds(list.rules[index].condition) {
                    return list.resolution.decision(byRule: index)
                }
            } catch {
                return failure(error, of: index, in: list)
            }
        }
        return list.resolution.decision(byRule: nil)
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
        return list.resolution.decision(byHits: fired, order: list.order)
    }

    private func decide(_ scorecard: Scorecard) -> RuleDecision {
        fired.removeAll(keepingCapacity: true)
        for index in scorecard.rules.indices {
            let condition = scorecard.rules[index].condition
            do throws(EvaluationError) {
                if try holds(condition) { fired.append(index) }
            } catch {
                return .failed(rule: index, error: variables.reason(for: error, in: condition))
            }
        }
        return scorecard.decision(fired)
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
