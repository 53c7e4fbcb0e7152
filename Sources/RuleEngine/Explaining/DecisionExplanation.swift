/// How the decision of one question came about.
public struct DecisionExplanation: Sendable {
    /// The name of the question.
    public let question: String
    /// What the rules make of the case, as the evaluator decides it.
    public let decision: RuleDecision
    /// The id of the rule that decided or failed; `nil` where no rule did.
    public let rule: String?
    /// The decision in words.
    public let summary: String
    /// The ids of the rules that fired, in the order of the hit policy: by priority under `priority`
    /// and `output-order`, else that of the file.
    public let hits: [String]
    /// What the hits' numbers come to, where an aggregation has thresholds; a scorecard's points.
    public let total: Double?
    /// What added points to a scorecard, the largest contribution first.
    public let reasons: [Reason]
    /// What would have added points to a scorecard but did not fire, the largest first.
    public let missing: [Reason]
    /// Every rule, in the order of the file; empty where the case could not be read.
    ///
    /// Of a table the rows that fired, and those of which a single cell did not accept.
    public let rules: [RuleTrace]
}

/// What became of one rule.
public struct RuleTrace: Sendable {
    /// Whether the rule fired, and if not, why.
    public enum Result: Hashable, Sendable {
        /// All its conditions held.
        case fired
        /// One of its conditions did not hold.
        case notFired
        /// A condition could not be evaluated, so that nobody knows whether it holds.
        case failed(RuleError)
        /// The decision was made before.
        case notReached
    }

    /// The id of the rule or row.
    public let rule: String
    /// What became of it in this case.
    public let result: Result
    /// The conditions that `&&` joins in the rule; empty where it was not reached.
    public let conditions: [ConditionTrace]
    /// What the rule means to a person.
    public let explanation: String?

    /// Whether all but one of its conditions held.
    public var isNearMiss: Bool {
        result == .notFired && conditions.count { $0.outcome != .holds } == 1
    }
}

/// What one condition came to, and what it read.
public struct ConditionTrace: Hashable, Sendable {
    /// What evaluating the condition gave.
    public enum Outcome: Hashable, Sendable {
        /// It is true.
        case holds
        /// It is false.
        case doesNotHold
        /// It could not be evaluated, for the reason given.
        case failed(RuleError)
    }

    /// A field or variable with its value as CEL writes it; `nil` where it is absent.
    public struct Reading: Hashable, Sendable {
        /// The name of the field or variable.
        public let name: String
        /// The value as CEL writes it, long ones cut; `nil` where the case has none.
        public let value: String?
    }

    /// An entry of a list that was found in what the condition gave to the list.
    public struct Finding: Hashable, Sendable {
        /// The name of the list.
        public let list: String
        /// The entry as the list has it.
        public let entry: String
    }

    /// The condition as the file writes it.
    public let text: String
    /// What it came to in this case.
    public let outcome: Outcome
    /// What it reads, and what the variables among that read.
    public let readings: [Reading]
    /// What lists found, those included that are called by variables which the condition reads.
    public let findings: [Finding]
}

extension DecisionExplanation: CustomStringConvertible {
    /// The decision, then a line for each rule, with the conditions of those that fired, failed or
    /// nearly fired.
    public var description: String {
        var lines = [summary] + reasons.map { "  \($0)" }
        lines += missing.map { "  (\($0))" }
        for trace in rules {
            lines.append("  \(trace)")
            guard trace.result != .notFired || trace.isNearMiss else { continue }
            lines += trace.conditions.map { "    \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}

extension RuleTrace: CustomStringConvertible {
    /// The rule and what became of it on one line, such as "`dear` did not fire".
    public var description: String {
        switch result {
        case .fired: "`\(rule)` fired" + (explanation.map { ": \($0)" } ?? "")
        case .notFired: "`\(rule)` did not fire"
        case .failed(let error): "`\(rule)` failed: \(error)"
        case .notReached: "`\(rule)` was not reached"
        }
    }
}

extension ConditionTrace: CustomStringConvertible {
    /// The condition, what it came to and what it read, on one line.
    public var description: String {
        let result =
            switch outcome {
            case .holds: "`\(text)` is true"
            case .doesNotHold: "`\(text)` is false"
            case .failed: "`\(text)` fails"
            }
        let details = readings.map(\.description) + findings.map(\.description)
        return details.isEmpty ? result : result + ", with " + details.joined(separator: ", ")
    }
}

extension ConditionTrace.Finding: CustomStringConvertible {
    /// The entry and its list, on one line.
    public var description: String { "\(ValueText.quoted(entry)) in `\(list)`" }
}

extension ConditionTrace.Reading: CustomStringConvertible {
    /// `name = value`, or `no name` where the case has none.
    public var description: String { value.map { "\(name) = \($0)" } ?? "no \(name)" }
}
