import CEL
import Decisions
import Diagnostics

/// Looks for rules that can do no good.
struct RuleChecks {
    let question: Question
    let list: RuleList
    let rows: [RuleRow]
    let compiler: ExpressionCompiler
    let reader: YAMLReader

    func report(under node: YAMLNode) {
        reportUnreachable()
        reportNeverTrue()
        reportSameConditions()
        reportMissingOptions(at: node)
        ConditionChecks(
            list: list, rows: rows, reported: reported, environment: compiler.environment,
            variables: compiler.conditions, fieldCount: compiler.fieldCount, reader: reader
        ).report()
    }

    /// The rules that the checks above speak of, or that follow one that always fires.
    private var reported: Set<Int> {
        var texts: Set<String> = []
        var reported: Set<Int> = []
        var isDecided = false
        for (index, row) in rows.enumerated() {
            let isNew = texts.insert(row.rule.condition.text).inserted
            if isDecided || !isNew || row.rule.condition.isAlways(false) { reported.insert(index) }
            if list.hitPolicy == .first, row.rule.condition.isAlways(true) { isDecided = true }
        }
        return reported
    }

    private func reportUnreachable() {
        guard list.hitPolicy == .first,
            let index = rows.firstIndex(where: { $0.rule.condition.isAlways(true) }),
            index + 1 < rows.count
        else { return }
        let always = rows[index]
        let next = rows[index + 1]
        let subject =
            index + 2 < rows.count
            ? "the rules from `\(next.rule.id)` on" : "rule `\(next.rule.id)`"
        reader.warn(
            next.node, "\(subject) cannot be reached",
            hint: "`\(always.rule.id)` in line \(always.node.position.line) always fires")
    }

    private func reportNeverTrue() {
        for row in rows where row.rule.condition.isAlways(false) {
            reader.warn(row.condition, "rule `\(row.rule.id)` never fires")
        }
    }

    private func reportSameConditions() {
        var earlier: [String: RuleRow] = [:]
        for row in rows where !row.rule.condition.isConstant {
            guard let other = earlier[row.rule.condition.text] else {
                earlier[row.rule.condition.text] = row
                continue
            }
            let isSame = row.rule.output == other.rule.output
            let consequence =
                switch list.hitPolicy {
                case .first: "it is never reached"
                case .unique: "both fire together, which is ambiguous"
                case .any where isSame: "it changes nothing"
                case .any: "both fire together, which is ambiguous"
                case .priority, .ruleOrder, .outputOrder: "both fire together, and one decides"
                case .collect: "both count"
                }
            // Two that count for different things may well share a condition.
            if list.hitPolicy == .collect, !isSame { continue }
            reader.warn(
                row.condition,
                "rule `\(row.rule.id)` has the same condition as `\(other.rule.id)` "
                    + "in line \(other.node.position.line)",
                hint: consequence)
        }
    }

    private func reportMissingOptions(at node: YAMLNode) {
        let byNumber = list.resolution.thresholds?.bounds.map { RuleOutput.option($0.code) } ?? []
        let given = Set(list.rules.map(\.output) + byNumber + [list.otherwise.output])
        let missing = question.options.indices.filter { !given.contains(.option($0)) }
        guard !missing.isEmpty else { return }
        let names = namesInWords(missing.map { question.labels[$0] }, "or")
        reader.warn(node, "neither a rule nor `otherwise` gives \(names)")
    }
}

extension RuleExpression {
    fileprivate var isConstant: Bool { constant != nil }

    fileprivate func isAlways(_ flag: Bool) -> Bool {
        if case .bool(flag)? = constant { true } else { false }
    }
}
