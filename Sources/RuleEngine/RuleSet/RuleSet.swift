import CEL
public import Decisions

/// The heuristic of a feature: how each of its questions is decided, from a rule file.
///
/// A rule set is a value that any number of evaluators may share.
public struct RuleSet: Sendable {
    /// What a case may hold.
    public let fields: [FieldDefinition]
    /// Expressions that the rules of all questions share, each after those that it reads.
    public let variables: [RuleVariable]
    /// The questions in the feature's order.
    public let decisions: [DecisionLogic]
    /// The fields, then the variables.
    let environment: Environment
    /// Hash of all that answers depend on: see ``version``.
    package let hash: ContentHash

    /// The identity of the rules in the log.
    ///
    /// It covers conditions, variables, outputs, ids, confidences, hit policies and the calibration,
    /// as they were understood: comments, layout and explanations don't change it.
    public var version: String { hash.description }
}

/// How one question is decided.
public struct DecisionLogic: Sendable {
    /// The kinds of logic.
    public enum Kind: Sendable {
        case rules(RuleList)
    }

    public let question: Question
    public let kind: Kind
}

extension DecisionLogic {
    /// The rules, where the question is decided by rules.
    public var ruleList: RuleList {
        switch kind {
        case .rules(let list): list
        }
    }

    /// The probability of each option, in the question's order, where `code` has `confidence`.
    ///
    /// What is left is spread evenly over the other options. Empty where no confidence is known.
    func probabilities(of code: Int, confidence: Double?) -> [Double] {
        guard let confidence else { return [] }
        let count = question.options.count
        let rest = count > 1 ? (1 - confidence) / Double(count - 1) : 0
        var probabilities = [Double](repeating: rest, count: count)
        probabilities[code] = confidence
        return probabilities
    }

    /// Returns `output` as a person reads it.
    func label(of output: RuleOutput) -> String {
        switch output {
        case .option(let code): question.options[code].value.description
        case .abstain: "abstain"
        }
    }
}
