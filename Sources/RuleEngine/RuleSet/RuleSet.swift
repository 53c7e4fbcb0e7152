import CEL
public import Decisions

/// The heuristic of a feature: how each of its questions is decided, from a rule file.
///
/// A rule set is a value that any number of evaluators may share.
public struct RuleSet: Sendable {
    /// What a case may hold.
    public let fields: [FieldDefinition]
    /// Lists that conditions call by their names.
    public let lists: [NamedList]
    /// Expressions that the rules of all questions share, each after those that it reads.
    public let variables: [RuleVariable]
    /// The questions in the feature's order.
    public let decisions: [DecisionLogic]
    /// What the search for rules that contradict each other or never decide could not look into, as
    /// sentences without a full stop.
    public let unanalysed: [String]
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

extension RuleSet: CustomStringConvertible {
    /// What decides each question, and the version, on one line.
    public var description: String {
        "\(decisions.map(\.description).joined(separator: ", ")) (version \(version))"
    }
}

/// How one question is decided.
public struct DecisionLogic: Sendable {
    /// The kinds of logic.
    public enum Kind: Sendable {
        /// Rules, one condition each.
        case rules(RuleList)
        /// A column of the outputs of a decision table.
        case table(DecisionTable, column: Int)
        /// Conditions with points, whose sum decides.
        case scorecard(Scorecard)
    }

    /// What is decided.
    public let question: Question
    /// By rules, by a table or by points.
    public let kind: Kind
}

extension DecisionLogic: CustomStringConvertible {
    /// The question and what decides it, such as `team by 5 rules`.
    public var description: String {
        let count = ruleIDs.count
        let rules = "\(count) \(count == 1 ? "rule" : "rules")"
        return switch kind {
        case .rules: "\(question.name) by \(rules)"
        case .table: "\(question.name) by a table of \(count) \(count == 1 ? "row" : "rows")"
        case .scorecard: "\(question.name) by a scorecard of \(rules)"
        }
    }
}

extension DecisionLogic {
    /// The rules, where the question is decided by a list of them; else an empty list.
    public var ruleList: RuleList {
        if case .rules(let list) = kind { list } else { .empty }
    }

    /// The decision table, where the question is decided by one.
    public var table: DecisionTable? {
        if case .table(let table, _) = kind { table } else { nil }
    }

    /// The ids of the rules or rows, in the order of the file.
    public var ruleIDs: [String] {
        switch kind {
        case .rules(let list): list.rules.map(\.id)
        case .table(let table, _): table.rows.map(\.id)
        case .scorecard(let scorecard): scorecard.rules.map(\.id)
        }
    }

    /// Returns the id of the rule or row at `index`, or that of what decides without one.
    public func id(ofRule index: Int?) -> String {
        switch kind {
        case .rules(let list): list.id(ofRule: index)
        case .table(let table, _): index.map { table.rows[$0].id } ?? Otherwise.id
        case .scorecard(let scorecard): index.map { scorecard.rules[$0].id } ?? Scorecard.id
        }
    }

    /// The scorecard, where the question is decided by one.
    public var scorecard: Scorecard? {
        if case .scorecard(let scorecard) = kind { scorecard } else { nil }
    }

    /// The conditions, or the inputs of the table.
    var expressions: [RuleExpression] {
        switch kind {
        case .rules(let list): list.rules.map(\.condition)
        case .table(let table, _): table.inputs.map(\.expression)
        case .scorecard(let scorecard): scorecard.rules.map(\.condition)
        }
    }

    /// Returns how sure the rule or row at `index`, or `otherwise`, says it is.
    package func confidence(ofRule index: Int?) -> RuleConfidence? {
        switch (kind, index) {
        case (.rules(let list), let index?): list.rules[index].confidence
        case (.table(let table, _), let index?): table.rows[index].confidence
        case (.scorecard, _): nil
        case (.rules, nil), (.table, nil): resolution?.otherwise.confidence
        }
    }

    /// Returns what the rule or row at `index`, or `otherwise`, gives.
    package func output(ofRule index: Int?) -> RuleOutput? {
        resolution.map { resolution in
            index.map { resolution.outputs[$0] } ?? resolution.otherwise.output
        }
    }

    /// The hit policy; `nil` for a scorecard.
    package var hitPolicy: HitPolicy? { resolution?.hitPolicy }

    /// The ids of what takes its confidence from the calibration.
    var measuredIDs: Set<String> {
        let rules = ruleIDs.indices.map(Optional.some) + [nil]
        return Set(rules.filter { confidence(ofRule: $0) == .measured }.map { id(ofRule: $0) })
    }

    /// How those that fire come to the answer; `nil` for a scorecard, which sums them.
    var resolution: HitResolution? {
        switch kind {
        case .rules(let list): list.resolution
        case .table(let table, let column): table.columns[column]
        case .scorecard: nil
        }
    }

    /// The probability of each option, in the question's order, where `code` has `confidence`.
    ///
    /// A curve of points tells them all; else what is left is spread evenly over the other options.
    /// Empty where no confidence is known.
    func probabilities(of code: Int, confidence: Double?, points: Double?) -> [Double] {
        guard let confidence else { return [] }
        if let curve, let points { return curve.probabilities(at: points) }
        let count = question.options.count
        let rest = count > 1 ? (1 - confidence) / Double(count - 1) : 0
        var probabilities = [Double](repeating: rest, count: count)
        probabilities[code] = confidence
        return probabilities
    }

    /// The curve from points, or from what rules collect, to probabilities; `nil` where none is known.
    package var curve: LogisticCurve? { scorecard?.curve ?? resolution?.curve }

    /// Whether rules vote: the output that most of them give is answered.
    package var isVote: Bool { resolution?.isVote ?? false }

    /// How many levels a curve of this question parts: right and wrong of a vote, else two options
    /// or a score's levels; `nil` where nothing is counted, or where the options have no order.
    package var levels: Int? {
        guard !isVote else { return 2 }
        let isCounted = scorecard != nil || resolution?.thresholds != nil
        let isOrdered = question.kind == .score || question.options.count == 2
        return isCounted && isOrdered ? question.options.count : nil
    }

    /// Whether the file leaves the curve to a measurement.
    package var isCurveMeasured: Bool {
        scorecard?.isCurveMeasured ?? resolution?.isCurveMeasured ?? false
    }

    /// Returns `output` as a person reads it.
    func label(of output: RuleOutput) -> String {
        switch output {
        case .option(let code): question.options[code].value.description
        case .abstain: "abstain"
        case .number(let number): "\(number)"
        }
    }
}
