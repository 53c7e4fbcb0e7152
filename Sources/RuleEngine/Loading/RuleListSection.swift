import CEL
import Decisions
import Diagnostics

/// Reads `rules` and what goes with them for one question.
struct RuleListSection {
    let question: Question
    let compiler: ExpressionCompiler
    let policy: PolicySection
    let confidence: ConfidenceSection
    let calibration: Calibration?
    let reader: YAMLReader

    static let keys = PolicySection.keys + ["rules", "otherwise"]

    func read(_ section: YAMLMapping) -> RuleList? {
        let otherwise = OtherwiseSection(
            question: question, confidence: confidence, reader: reader
        ).read(section["otherwise"])
        let thresholds = policy.thresholds(section["thresholds"], of: question)
        let ranks = policy.ranks(section["priority"], of: question)
        guard let node = section.required("rules", reader) else { return nil }
        var rows: [RuleRow] = []
        var lines: [String: Int] = [:]
        for (index, element) in reader.list(node, "`rules`").enumerated() {
            guard let row = row(element, number: index + 1, &lines) else { continue }
            rows.append(row)
        }
        let rules = rows.map(\.rule)
        let list = RuleList(
            rules: rules,
            resolution: HitResolution(
                hitPolicy: policy.hitPolicy, aggregation: policy.aggregation,
                outputs: rules.map(\.output), thresholds: thresholds,
                curve: policy.curve(section["curve"], of: question, calibration),
                isCurveMeasured: CurveSection.isMeasured(section["curve"]),
                confidences: rules.map { confidence.probability($0.id, $0.confidence) },
                otherwise: otherwise,
                otherwiseConfidence: confidence.probability(Otherwise.id, otherwise.confidence)),
            order: rules.map { ranks[$0.output] ?? 0 })
        if confidence.calibration == nil {
            reportUnmeasured(rows, section["otherwise"]?.confidence)
        }
        if !reader.hasErrors {
            RuleChecks(
                question: question, list: list, rows: rows, compiler: compiler, reader: reader
            ).report(
                under: node)
        }
        return list
    }

    private static let ruleKeys = ["id", "condition", "output", "confidence", "explanation"]

    private func row(
        _ node: YAMLNode, number: Int, _ lines: inout [String: Int]
    ) -> RuleRow? {
        guard let section = reader.mapping(node, "a rule", keys: Self.ruleKeys) else { return nil }
        let id = id(section["id"], number: number, in: section, &lines)
        let condition = section["condition"].flatMap { node in
            compiler.compile(node, "`condition`", isCondition: true, reader)
        }
        if section["condition"] == nil {
            reader.error(
                section.node, "rule `\(id)` has no `condition`",
                hint: "write `condition: true` for a rule that always fires")
        }
        let output = output(section, of: id)
        let confidence = confidence.read(section["confidence"], of: id, giving: output)
        let explanation = section["explanation"].flatMap { reader.string($0, "`explanation`") }
        guard let condition, let output else { return nil }
        return RuleRow(
            rule: Rule(
                id: id, condition: condition, output: output, confidence: confidence,
                explanation: explanation),
            node: node, condition: section["condition"] ?? node)
    }

    private func output(_ section: YAMLMapping, of id: String) -> RuleOutput? {
        guard let node = section["output"] else {
            reader.error(
                section.node, "rule `\(id)` has no `output`",
                hint: policy.givesNumbers
                    ? "expected a number" : "expected \(OutputSection.expectation(question))")
            return nil
        }
        guard policy.givesNumbers else {
            return OutputSection.read(node, question, "`output`", reader)
        }
        return reader.double(node, "`output`").map(RuleOutput.number)
    }

    private func id(
        _ node: YAMLNode?, number: Int, in section: YAMLMapping, _ lines: inout [String: Int]
    ) -> String {
        let standard = "rule-\(number)"
        guard let node else {
            reportTwice(standard, at: section.node, &lines)
            return standard
        }
        guard let text = reader.string(node, "`id`") else { return standard }
        if let fault = RuleID.fault(text) {
            reader.error(node, "`\(text)` is no rule id", hint: fault)
            return standard
        }
        reportTwice(text, at: node, &lines)
        return text
    }

    private func reportTwice(_ id: String, at node: YAMLNode, _ lines: inout [String: Int]) {
        if let line = lines[id] {
            reader.error(node, "rule id `\(id)` is given twice", hint: "first in line \(line)")
        } else {
            lines[id] = node.position.line
        }
    }
}

extension RuleListSection {
    /// Warns, once, that measured confidences are not there yet.
    private func reportUnmeasured(_ rows: [RuleRow], _ otherwise: YAMLNode?) {
        let nodes = rows.map { $0.node.confidence } + [otherwise]
        guard let node = nodes.lazy.compactMap(\.self).first(where: { $0.scalarText == "measured" })
        else { return }
        reader.warn(
            node, "no confidence is measured yet",
            hint: "answers carry no probabilities; run `assay calibrate`")
    }
}

extension YAMLNode {
    fileprivate var confidence: YAMLNode? {
        pairs?.first { $0.key.scalarText == "confidence" }?.value
    }
}

/// A rule and where it stands.
struct RuleRow {
    let rule: Rule
    let node: YAMLNode
    let condition: YAMLNode
}
