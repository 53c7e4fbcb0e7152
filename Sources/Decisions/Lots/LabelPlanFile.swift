package import Diagnostics
import JSONCodec

extension LabelPlan {
    /// The identity of the plan: a hash of its text in the file.
    package var hash: ContentHash {
        ContentHash([("label plan", LabelPlanFile.text(of: [self]))])
    }
}

/// Reads and writes `labels.yaml`: the label plans of a feature, one a question at most.
package enum LabelPlanFile {
    package static let name = "labels.yaml"

    private static let keys = [
        "question", "judge", "frozen_at", "last_case", "planned", "scale", "least",
    ]

    /// Returns the plans that `source` holds for a feature, with what is wrong with them.
    package static func read(
        _ source: SourceText, for feature: Feature
    ) -> (plans: [LabelPlan], diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        var plans: [LabelPlan] = []
        for node in reader.root().map({ reader.list($0, "the file") }) ?? [] {
            guard let plan = plan(node, feature, reader) else { continue }
            if plans.contains(where: { $0.question == plan.question }) {
                reader.error(node, "`\(plan.question)` has two plans")
            }
            plans.append(plan)
        }
        return (reader.hasErrors ? [] : plans, reader.diagnostics)
    }

    /// Returns the file that reads back as `plans`.
    package static func text(of plans: [LabelPlan]) -> String {
        "# Fixed before anybody was asked; without it, its labels tell nothing of the judge.\n"
            + plans.map { plan in
                """
                - question: \(quoted(plan.question))
                  judge: \(quoted(plan.judge))
                  frozen_at: \(plan.frozenAt)
                  last_case: \(plan.lastCase)
                  planned: \(plan.planned)
                  scale: \(plan.scale)
                  least: \(plan.least)

                """
            }.joined()
    }

    private static func plan(
        _ node: YAMLNode, _ feature: Feature, _ reader: YAMLReader
    ) -> LabelPlan? {
        guard let section = reader.mapping(node, "a label plan", keys: keys) else { return nil }
        func required<Value>(_ key: String, _ read: (YAMLNode, String) -> Value?) -> Value? {
            section.required(key, reader).flatMap { read($0, "`\(key)`") }
        }
        let question = required("question") { Self.question($0, $1, feature, reader) }
        let judge = required("judge") { reader.string($0, $1) }
        let frozenAt = required("frozen_at") { Self.time($0, $1, reader) }
        let lastCase = required("last_case") { reader.int($0, $1, in: 0...Int(UInt32.max)) }
        let planned = required("planned") { reader.int($0, $1, in: 1...Int(UInt32.max)) }
        let scale = required("scale") { reader.double($0, $1, in: 0...10) }
        let least = required("least") { reader.double($0, $1, in: LabelSample.least...1) }
        guard let question, let judge, let frozenAt, let lastCase, let planned, let scale, let least
        else { return nil }
        return LabelPlan(
            question: question, judge: judge, frozenAt: frozenAt, lastCase: lastCase,
            planned: planned, scale: scale, least: least)
    }

    private static func question(
        _ node: YAMLNode, _ what: String, _ feature: Feature, _ reader: YAMLReader
    ) -> String? {
        guard let name = reader.string(node, what) else { return nil }
        guard feature.question(named: name) != nil else {
            reader.error(
                node, "the feature has no question `\(name)`",
                hint: didYouMean(name, among: feature.questions.map(\.name)))
            return nil
        }
        return name
    }

    private static func time(
        _ node: YAMLNode, _ what: String, _ reader: YAMLReader
    ) -> Timestamp? {
        guard let time = node.scalarText.flatMap({ Timestamp($0) }) else {
            reader.error(node, "\(what) is no time", hint: "write it as 2026-11-22T09:30:00Z")
            return nil
        }
        return time
    }

    /// A name as a YAML text that no reader takes for anything else: JSON's is one.
    private static func quoted(_ name: String) -> String {
        String(decoding: JSONValue.string(name).json, as: UTF8.self)
    }
}
