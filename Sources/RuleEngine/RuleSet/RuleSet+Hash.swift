import CEL
import Decisions

extension RuleSet {
    /// Makes a rule set and its hash.
    init(
        fields: [FieldDefinition], variables: [RuleVariable], decisions: [DecisionLogic],
        environment: Environment, calibration: Calibration?
    ) {
        self.init(
            fields: fields, variables: variables, decisions: decisions, environment: environment,
            hash: Self.hash(variables, decisions, calibration))
    }

    /// Hashes what answers depend on.
    ///
    /// Not the text of the file, so that a comment doesn't part the evidence: conditions and
    /// variables as they are written, and ids, outputs, confidences and hit policies by value.
    private static func hash(
        _ variables: [RuleVariable], _ decisions: [DecisionLogic], _ calibration: Calibration?
    ) -> ContentHash {
        var parts = [(name: "format", content: "rules/1")]
        for variable in variables {
            parts.append(("variable " + variable.name, variable.expression.text))
        }
        for decision in decisions {
            parts += Self.parts(of: decision)
            let measured = calibration?.questions[decision.question.name] ?? [:]
            for (id, precision) in measured.sorted(by: { $0.key < $1.key }) {
                parts.append(("measured " + id, "\(precision.precision) of \(precision.cases)"))
            }
        }
        return ContentHash(parts)
    }

    private static func parts(of decision: DecisionLogic) -> [(name: String, content: String)] {
        let list = decision.ruleList
        var parts = [
            (name: "question", content: decision.question.name),
            (name: "hit policy", content: list.hitPolicy.rawValue),
        ]
        for rule in list.rules {
            parts.append(("rule " + rule.id, rule.condition.text))
            parts.append(("output", decision.identity(of: rule.output)))
            parts.append(("confidence", identity(of: rule.confidence)))
        }
        parts.append((Otherwise.id, decision.identity(of: list.otherwise.output)))
        parts.append(("confidence", identity(of: list.otherwise.confidence)))
        return parts
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
        }
    }
}
