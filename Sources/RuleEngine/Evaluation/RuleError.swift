public import CEL

/// Why a condition has no value, or a case could not be read.
public enum RuleError: Error, Hashable, Sendable {
    /// The condition failed at a part of it, given as the rule file writes it.
    case condition(EvaluationError, at: String)
    /// A variable that the condition reads failed.
    case variable(String, EvaluationError, at: String)
    /// The case is no JSON object of the declared fields.
    case input(String)
}

extension RuleError: CustomStringConvertible {
    /// The fact for the author of the rules; it may quote values of the case.
    public var description: String {
        switch self {
        case .condition(let error, _): error.message
        case .variable(let name, let error, _): "variable `\(name)`: \(error.message)"
        case .input(let fact): fact
        }
    }

    /// The fact for the log: codes and the text of rules, but no values of the case.
    package var publicDescription: String {
        switch self {
        case .condition(let error, let part): "\(error.code.rawValue) at `\(part)`"
        case .variable(let name, let error, let part):
            "variable `\(name)`: \(error.code.rawValue) at `\(part)`"
        case .input(let fact): fact
        }
    }
}
