/// How the decision of one question came about.
public struct DecisionExplanation: Sendable {
    public let question: String
    public let decision: RuleDecision
    /// The decision in words.
    public let summary: String
    /// Every rule, in the order of the file; empty where the case could not be read.
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

    public let text: String
    public let outcome: Outcome
    /// What it reads, and what the variables among that read.
    public let readings: [Reading]
}

extension DecisionExplanation: CustomStringConvertible {
    /// The decision, then a line for each rule, with the conditions of those that fired, failed or
    /// nearly fired.
    public var description: String {
        var lines = [summary]
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
        guard !readings.isEmpty else { return result }
        return result + ", with " + readings.map(\.description).joined(separator: ", ")
    }
}

extension ConditionTrace.Reading: CustomStringConvertible {
    public var description: String { value.map { "\(name) = \($0)" } ?? "no \(name)" }
}
