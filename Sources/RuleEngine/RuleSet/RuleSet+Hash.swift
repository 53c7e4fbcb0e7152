import CEL
import Decisions

extension RuleSet {
    /// Makes a rule set and its hash.
    init(
        fields: [FieldDefinition], lists: [NamedList], variables: [RuleVariable],
        decisions: [DecisionLogic],
        environment: Environment, calibration: Calibration?, unanalysed: [String]
    ) {
        self.init(
            fields: fields, lists: lists, variables: variables, decisions: decisions,
            unanalysed: unanalysed, environment: environment,
            hash: Self.hash(lists, variables, decisions, calibration))
    }

    /// Hashes what answers depend on.
    ///
    /// Not the text of the file, so that a comment doesn't part the evidence: conditions and
    /// variables as they are written, and ids, outputs, confidences and hit policies by value.
    private static func hash(
        _ lists: [NamedList], _ variables: [RuleVariable], _ decisions: [DecisionLogic],
        _ calibration: Calibration?
    ) -> ContentHash {
        var parts = sharedParts(lists, variables)
        for decision in decisions {
            parts += Self.parts(of: decision)
            let measured = calibration?.questions[decision.question.name] ?? [:]
            for (id, precision) in measured.sorted(by: { $0.key < $1.key })
            where decision.measuredIDs.contains(id) {
                parts.append(("measured " + id, "\(precision.precision)"))
            }
        }
        return ContentHash(parts)
    }

    /// The identity of what decides, however sure of it anybody is.
    ///
    /// It covers conditions, variables, lists, ids, outputs and hit policies, and of a scorecard the
    /// points, but no confidences, no curves and no thresholds of points: whatever a calibration may
    /// change leaves it the same.
    public var logicVersion: String {
        var parts = Self.sharedParts(lists, variables)
        for decision in decisions {
            let isScorecard = decision.scorecard != nil
            parts += Self.parts(of: decision).filter { part in
                guard part.name != Self.curve else { return false }
                guard isScorecard else { return part.name != Self.confidence }
                return part.name != Otherwise.id
                    && !part.name.hasPrefix(Self.bound)
            }
        }
        return ContentHash(parts).description
    }

    private static let confidence = "confidence"
    private static let curve = "curve"
    private static let bound = "from "

    private static func sharedParts(
        _ lists: [NamedList], _ variables: [RuleVariable]
    ) -> [(name: String, content: String)] {
        var parts = [(name: "format", content: "rules/1")]
        for list in lists {
            let entries = list.entries.joined(separator: "\n")
            parts.append(("list \(list.kind.rawValue) \(list.name)", entries))
        }
        for variable in variables {
            parts.append(("variable " + variable.name, variable.expression.text))
        }
        return parts
    }

    private static func parts(of decision: DecisionLogic) -> [(name: String, content: String)] {
        guard let resolution = decision.resolution else { return scorecardParts(decision) }
        var parts = [
            (name: "question", content: decision.question.name),
            (name: "hit policy", content: resolution.hitPolicy.rawValue),
        ]
        if let aggregation = resolution.aggregation {
            parts.append(("aggregate", aggregation.rawValue))
        }
        for bound in resolution.thresholds?.bounds ?? [] {
            parts.append(
                ("\(Self.bound)\(bound.number)", decision.identity(of: .option(bound.code))))
        }
        parts += Self.parts(of: resolution.curve)
        switch decision.kind {
        case .rules(let list):
            for rule in list.rules {
                parts.append(("rule " + rule.id, rule.condition.text))
                parts.append(("output", decision.identity(of: rule.output)))
                parts.append((Self.confidence, identity(of: rule.confidence)))
            }
            parts += priority(list.order, of: list.hitPolicy)
        case .table(let table, let column):
            parts += Self.parts(of: table, column, decision)
            parts += priority(table.order, of: table.hitPolicy)
        case .scorecard: break
        }
        parts.append((Otherwise.id, decision.identity(of: resolution.otherwise.output)))
        parts.append((Self.confidence, identity(of: resolution.otherwise.confidence)))
        return parts
    }

    private static func scorecardParts(
        _ decision: DecisionLogic
    ) -> [(name: String, content: String)] {
        guard let scorecard = decision.scorecard else { return [] }
        var parts = [
            (name: "question", content: decision.question.name),
            (name: "scorecard", content: "\(scorecard.base)"),
        ]
        for rule in scorecard.rules {
            parts.append(("rule " + rule.id, rule.condition.text))
            parts.append(("points", "\(rule.points)"))
        }
        for bound in scorecard.thresholds.bounds {
            parts.append(
                ("\(Self.bound)\(bound.number)", decision.identity(of: .option(bound.code))))
        }
        parts += Self.parts(of: scorecard.curve)
        parts.append((Otherwise.id, decision.identity(of: scorecard.otherwise)))
        return parts
    }

    private static func parts(
        of table: DecisionTable, _ column: Int, _ decision: DecisionLogic
    ) -> [(name: String, content: String)] {
        var parts = table.inputs.map { (name: "input", content: $0.expression.text) }
        for (row, output) in zip(table.rows, table.columns[column].outputs) {
            parts.append(("row " + row.id, ""))
            parts += row.cells.map { ("cell", $0.text) }
            parts.append(("output", decision.identity(of: output)))
            parts.append((Self.confidence, identity(of: row.confidence)))
        }
        return parts
    }

    private static func parts(of curve: LogisticCurve?) -> [(name: String, content: String)] {
        guard let curve else { return [] }
        let numbers = curve.midpoints + [curve.slope]
        return [(Self.curve, numbers.map(\.description).joined(separator: " "))]
    }

    /// The order of priority counts only where a policy asks for it.
    private static func priority(
        _ order: [Int], of policy: HitPolicy
    ) -> [(name: String, content: String)] {
        guard policy == .priority || policy == .outputOrder else { return [] }
        return [("priority", order.map(String.init).joined(separator: " "))]
    }

    private static func identity(of confidence: RuleConfidence?) -> String {
        switch confidence {
        case .stated(let value): "\(value)"
        case .measured: "measured"
        case nil: ""
        }
    }
}

extension DecisionLogic {
    /// Returns a text that no other output of the question has: `true` and `"true"` differ.
    fileprivate func identity(of output: RuleOutput) -> String {
        switch output {
        case .option(let code):
            switch question.options[code].value {
            case .text(let text): "text " + text
            case .flag(let flag): "flag \(flag)"
            }
        case .abstain: "abstain"
        case .number(let number): "number \(number)"
        }
    }
}
