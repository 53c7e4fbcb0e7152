import Decisions
import Diagnostics

/// Reads `hit_policy`, `rules` and `otherwise` of one question.
struct RuleListSection {
    let question: Question
    let compiler: ExpressionCompiler
    /// What is measured of each rule; `nil` where nothing is measured of any feature's rules.
    let calibration: [String: Precision]?
    let reader: YAMLReader

    func read(_ section: YAMLMapping) -> RuleList? {
        let hitPolicy = section["hit_policy"].flatMap(hitPolicy)
        let otherwise = section["otherwise"].flatMap(otherwise)
        guard let node = section.required("rules", reader) else { return nil }
        var rows: [RuleRow] = []
        for (index, element) in reader.list(node, "`rules`").enumerated() {
            guard let row = row(element, number: index + 1, among: rows) else { continue }
            rows.append(row)
        }
        let list = RuleList(
            hitPolicy: hitPolicy ?? .first, rules: rows.map(\.rule),
            otherwise: otherwise ?? .abstain, calibration: calibration ?? [:])
        if calibration == nil { reportUnmeasured(rows, section["otherwise"]?.confidence) }
        if !reader.hasErrors {
            RuleChecks(question: question, list: list, rows: rows, reader: reader).report(
                under: node)
        }
        return list
    }

    private func hitPolicy(_ node: YAMLNode) -> HitPolicy? {
        let names = HitPolicy.allCases.map(\.rawValue)
        guard let text = node.scalarText, HitPolicy.unsupported.contains(text) else {
            return reader.choice(node, "`hit_policy`")
        }
        reader.error(
            node, "hit policy `\(text)` is not supported",
            hint: "expected \(namesInWords(names, "or"))")
        return nil
    }

    private func otherwise(_ node: YAMLNode) -> Otherwise? {
        guard node.pairs != nil else {
            return OutputSection.read(node, question, "`otherwise`", reader)
                .map { Otherwise(output: $0, confidence: nil) }
        }
        guard
            let section = reader.mapping(node, "`otherwise`", keys: ["output", "confidence"]),
            let output = section.required("output", reader)
                .flatMap({ OutputSection.read($0, question, "`output`", reader) })
        else { return nil }
        return Otherwise(
            output: output,
            confidence: confidence(section["confidence"], of: Otherwise.id, giving: output))
    }

    private static let ruleKeys = ["id", "condition", "output", "confidence", "explanation"]

    private func row(_ node: YAMLNode, number: Int, among rows: [RuleRow]) -> RuleRow? {
        guard let section = reader.mapping(node, "a rule", keys: Self.ruleKeys) else { return nil }
        let id = id(section["id"], number: number, in: section, among: rows)
        let condition = section["condition"].flatMap { node in
            compiler.compile(node, "`condition`", isCondition: true, reader)
        }
        if section["condition"] == nil {
            reader.error(
                section.node, "rule `\(id)` has no `condition`",
                hint: "write `condition: true` for a rule that always fires")
        }
        let output = output(section, of: id)
        let confidence = confidence(section["confidence"], of: id, giving: output)
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
                hint: "expected \(OutputSection.expectation(question))")
            return nil
        }
        return OutputSection.read(node, question, "`output`", reader)
    }

    private func id(
        _ node: YAMLNode?, number: Int, in section: YAMLMapping, among rows: [RuleRow]
    ) -> String {
        let standard = "rule-\(number)"
        guard let node else {
            reportTwice(standard, at: section.node, among: rows)
            return standard
        }
        guard let text = reader.string(node, "`id`") else { return standard }
        guard text != Otherwise.id else {
            reader.error(
                node, "`\(text)` is no rule id", hint: "it names the answer where no rule fires")
            return standard
        }
        guard Self.isID(text) else {
            reader.error(
                node, "`\(text)` is no rule id",
                hint: "use letters, digits, `-`, `_` and `.`, at most 100")
            return standard
        }
        reportTwice(text, at: node, among: rows)
        return text
    }

    private func reportTwice(_ id: String, at node: YAMLNode, among rows: [RuleRow]) {
        guard let other = rows.first(where: { $0.rule.id == id }) else { return }
        reader.error(
            node, "rule id `\(id)` is given twice",
            hint: "first in line \(other.node.position.line)")
    }

    private static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            }
    }

    private func confidence(
        _ node: YAMLNode?, of id: String, giving output: RuleOutput?
    ) -> RuleConfidence? {
        guard let node else { return nil }
        let confidence: RuleConfidence
        if node.scalarText == "measured" {
            confidence = .measured
        } else if node.kind == "a text", let text = node.scalarText {
            reader.error(
                node, "`confidence` is `\(text)`",
                hint: didYouMean(text, among: ["measured"])
                    ?? "expected a number from 0 to 1, or `measured`")
            return nil
        } else if let value = reader.double(node, "`confidence`", in: 0...1) {
            confidence = .stated(value)
        } else {
            return nil
        }
        check(confidence, at: node, of: id, giving: output)
        return confidence
    }

    private func check(
        _ confidence: RuleConfidence, at node: YAMLNode, of id: String, giving output: RuleOutput?
    ) {
        guard let output else { return }
        guard case .option = output else {
            reader.warn(node, "`\(id)` abstains, so that its confidence has no effect")
            return
        }
        switch confidence {
        case .measured where calibration.map { $0[id] == nil } ?? false:
            reader.warn(
                node, "no precision is measured for `\(id)`",
                hint: "its answers carry no probabilities; run `assay calibrate`")
        case .stated(let value) where value * Double(question.options.count) < 1:
            reader.warn(
                node, "with confidence `\(value)` any other option is likelier than the output")
        case .measured, .stated: break
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
