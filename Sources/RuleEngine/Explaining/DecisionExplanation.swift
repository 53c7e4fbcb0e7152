/// How the decision of one question came about.
public struct DecisionExplanation: Sendable {
    public let question: String
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
    public enum Result: Hashable, Sendable {
        case fired
        case notFired
        case failed(RuleError)
        /// The decision was made before.
        case notReached
    }

    public let rule: String
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
    public enum Outcome: Hashable, Sendable {
        case holds
        case doesNotHold
        case failed(RuleError)
    }

    /// A field or variable with its value as CEL writes it; `nil` where it is absent.
    public struct Reading: Hashable, Sendable {
        public let name: String
        public let value: String?
    }

    /// An entry of a list that was found in what the condition gave to the list.
    public struct Finding: Hashable, Sendable {
        /// The name of the list.
        public let list: String
        /// The entry as the list has it.
        public let entry: String
    }

    public let text: String
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
    public var description: String { value.map { "\(name) = \($0)" } ?? "no \(name)" }
}
