import Decisions
import Diagnostics

/// Reads `scorecard` for one question.
struct ScorecardSection {
    let question: Question
    let compiler: ExpressionCompiler
    /// The curve that is measured; of all questions none where `calibration` is `nil`.
    let calibration: Calibration?
    let reader: YAMLReader

    static let keys = ["base", "rules", "curve", "thresholds"]
    private static let ruleKeys = ["id", "condition", "points", "explanation"]

    func read(_ node: YAMLNode, otherwise: YAMLNode?) -> Scorecard? {
        guard let section = reader.mapping(node, "`scorecard`", keys: Self.keys) else { return nil }
        let base = section["base"].flatMap { reader.double($0, "`base`") } ?? 0
        let curve = section["curve"].flatMap {
            self.curve($0, hasThresholds: section["thresholds"] != nil)
        }
        let thresholds = thresholds(section, curve)
        let fallback = otherwise.flatMap {
            OutputSection.read($0, question, "`otherwise`", reader)
        }
        guard let node = section.required("rules", reader) else { return nil }
        var lines: [String: Int] = [:]
        let rules = reader.list(node, "`rules`").enumerated().compactMap { index, element in
            rule(element, number: index + 1, &lines)
        }
        let scorecard = Scorecard(
            base: base, rules: rules.map(\.rule), thresholds: thresholds ?? Thresholds([]),
            curve: curve, isCurveMeasured: CurveSection.isMeasured(section["curve"]),
            otherwise: fallback ?? .abstain)
        if !reader.hasErrors { report(scorecard, rules, section) }
        return scorecard
    }

    private func thresholds(_ section: YAMLMapping, _ curve: LogisticCurve?) -> Thresholds? {
        if let node = section["thresholds"] {
            return ThresholdSection(question: question, reader: reader).read(node)
        }
        guard let curve else {
            if section["curve"] == nil {
                reader.error(
                    section.node, "the scorecard has no `thresholds`",
                    hint: "they say from how many points each option is given")
            }
            return nil
        }
        return curve.likeliest
    }

    // MARK: Curve

    private func curve(_ node: YAMLNode, hasThresholds: Bool) -> LogisticCurve? {
        guard question.kind == .score || question.options.count == 2 else {
            CurveSection.reportUnordered(question, at: node, reader)
            return nil
        }
        return CurveSection(
            question: question, levels: question.options.count, calibration: calibration,
            withoutCurve: hasThresholds
                ? "answers carry no probabilities" : "it always gives `otherwise`",
            reader: reader
        ).read(node)
    }

    // MARK: Rules

    private struct Row {
        let rule: ScoreRule
        let node: YAMLNode
    }

    private func rule(
        _ node: YAMLNode, number: Int, _ lines: inout [String: Int]
    ) -> Row? {
        guard let section = reader.mapping(node, "a rule", keys: Self.ruleKeys) else { return nil }
        let id = id(section, number: number, &lines)
        let condition = section.required("condition", reader).flatMap {
            compiler.compile($0, "`condition`", isCondition: true, reader)
        }
        let points = section.required("points", reader).flatMap { reader.double($0, "`points`") }
        let explanation = section["explanation"].flatMap { reader.string($0, "`explanation`") }
        guard let condition, let points else { return nil }
        return Row(
            rule: ScoreRule(id: id, condition: condition, points: points, explanation: explanation),
            node: node)
    }

    private func id(
        _ section: YAMLMapping, number: Int, _ lines: inout [String: Int]
    ) -> String {
        var id = "rule-\(number)"
        let node = section["id"] ?? section.node
        if let given = section["id"].flatMap({ reader.string($0, "`id`") }) {
            let fault = given == Scorecard.id ? "it names the whole" : RuleID.fault(given)
            if let fault {
                reader.error(node, "`\(given)` is no rule id", hint: fault)
            } else {
                id = given
            }
        }
        if let line = lines[id] {
            reader.error(node, "rule id `\(id)` is given twice", hint: "first in line \(line)")
        } else {
            lines[id] = node.position.line
        }
        return id
    }

    // MARK: Findings

    private func report(_ scorecard: Scorecard, _ rows: [Row], _ section: YAMLMapping) {
        for row in rows where row.rule.points == 0 {
            reader.warn(row.node, "rule `\(row.rule.id)` adds no points")
        }
        guard let node = section["thresholds"] else { return }
        let points = rows.map(\.rule.points)
        let highest = points.filter { $0 > 0 }.reduce(scorecard.base, +)
        let lowest = points.filter { $0 < 0 }.reduce(scorecard.base, +)
        for (bound, next) in zip(
            scorecard.thresholds.bounds,
            scorecard.thresholds.bounds.dropFirst().map(Optional.some) + [nil])
        {
            let label = question.labels[bound.code]
            if bound.number > highest {
                reader.warn(
                    node, "`\(label)` is never given",
                    hint: "the points are \(highest) at most, and it begins at \(bound.number)")
            } else if let next, next.number <= lowest {
                reader.warn(
                    node, "`\(label)` is never given",
                    hint: "the points are \(lowest) at least, and the next option begins at "
                        + "\(next.number)")
            }
        }
    }
}
