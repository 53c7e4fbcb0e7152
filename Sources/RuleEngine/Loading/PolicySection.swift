import Decisions
import Diagnostics

/// Reads how several rules that fire come to one answer: `hit_policy`, `aggregate`,
/// `thresholds`, `curve` and `priority`.
struct PolicySection {
    let section: YAMLMapping
    let reader: YAMLReader
    let hitPolicy: HitPolicy
    let aggregation: Aggregation?

    static let keys = ["hit_policy", "aggregate", "thresholds", "curve", "priority"]

    init(_ section: YAMLMapping, _ reader: YAMLReader) {
        self.section = section
        self.reader = reader
        hitPolicy = section["hit_policy"].flatMap { Self.hitPolicy($0, reader) } ?? .first
        aggregation = section["aggregate"].flatMap { reader.choice($0, "`aggregate`") }
        reportMisplaced()
    }

    private static func hitPolicy(_ node: YAMLNode, _ reader: YAMLReader) -> HitPolicy? {
        guard let text = node.scalarText, HitPolicy(rawValue: text) == nil,
            let hint = HitPolicy.hint(forDMN: text)
        else { return reader.choice(node, "`hit_policy`") }
        reader.error(node, "`hit_policy` is `\(text)`", hint: hint)
        return nil
    }

    private func reportMisplaced() {
        if let node = section["aggregate"], hitPolicy != .collect {
            reader.error(
                node, "`aggregate` has no meaning under hit policy `\(hitPolicy.rawValue)`",
                hint: "write `hit_policy: collect`")
        }
        if let node = section["thresholds"], hitPolicy != .collect || aggregation == nil {
            reader.error(
                node, "`thresholds` judge no number here",
                hint: "write `hit_policy: collect` and `aggregate: sum`, `min`, `max` or `count`")
        }
        if let node = section["curve"], !isCounted {
            reader.error(
                node, "`curve` has nothing to go by here",
                hint: "write `hit_policy: collect`, with `thresholds` or without `aggregate`")
        }
        if let node = section["priority"], hitPolicy != .priority, hitPolicy != .outputOrder {
            reader.error(
                node, "`priority` has no meaning under hit policy `\(hitPolicy.rawValue)`",
                hint: "write `hit_policy: priority` or `output-order`")
        }
    }

    /// Whether hits come to a number: that which `thresholds` judge, or the lead of a vote.
    private var isCounted: Bool {
        hitPolicy == .collect && (aggregation == nil || section["thresholds"] != nil)
    }

    /// Whether rules give numbers, not options.
    var givesNumbers: Bool {
        switch aggregation {
        case .sum: true
        case .min, .max: section["thresholds"] != nil
        case .count, nil: false
        }
    }

    /// Reads the thresholds of `question`; `node` is what stands under `thresholds` for it.
    func thresholds(_ node: YAMLNode?, of question: Question) -> Thresholds? {
        guard let aggregation else { return nil }
        guard let node else {
            reportWithout(aggregation, question)
            return nil
        }
        return ThresholdSection(question: question, reader: reader).read(node)
    }

    /// Reads the curve of `question`; `node` is what stands under `curve` for it.
    func curve(
        _ node: YAMLNode?, of question: Question, _ calibration: Calibration?
    ) -> LogisticCurve? {
        guard let node, isCounted else { return nil }
        guard aggregation == nil || question.kind == .score || question.options.count == 2 else {
            CurveSection.reportUnordered(question, at: node, reader)
            return nil
        }
        // Of a vote the winner is right or wrong.
        return CurveSection(
            question: question, levels: aggregation == nil ? 2 : question.options.count,
            calibration: calibration, withoutCurve: "answers carry no probabilities",
            reader: reader
        ).read(node)
    }

    private func reportWithout(_ aggregation: Aggregation, _ question: Question) {
        guard let node = section["aggregate"] else { return }
        switch aggregation {
        case .sum, .count:
            reader.error(
                node, "`\(aggregation.rawValue)` gives a number, and `\(question.name)` takes none",
                hint: "write `thresholds: { \(question.labels.last ?? "option"): <from> }`")
        case .min, .max:
            guard question.kind == .choice else { return }
            reader.error(
                node, "the options of `\(question.name)` have no order, as a score's have",
                hint: "write numbers as outputs, and `thresholds`")
        }
    }

    /// Returns the rank of each output of `question`, the first 0.
    func ranks(_ node: YAMLNode?, of question: Question) -> [RuleOutput: Int] {
        var listed: [RuleOutput] = []
        for element in node.map({ reader.list($0, "`priority`") }) ?? [] {
            guard let output = OutputSection.read(element, question, "an output", reader) else {
                continue
            }
            guard !listed.contains(output) else {
                reader.error(element, "`\(element.scalarText ?? "")` is listed twice")
                continue
            }
            listed.append(output)
        }
        let rest = question.options.indices.map { RuleOutput.option($0) } + [.abstain]
        listed += rest.filter { !listed.contains($0) }
        return Dictionary(uniqueKeysWithValues: listed.enumerated().map { ($1, $0) })
    }
}
