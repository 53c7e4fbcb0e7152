import Decisions
import Diagnostics

/// Reads one of `gates`.
enum GateSection {
    private static let keys = [
        "id", "when", "outcome", "instead", "says", "next", "decided_by", "model_earns", "source",
    ]

    static func read(
        _ node: YAMLNode, factors: [String], screens: [String], _ reader: YAMLReader
    ) -> Gate? {
        guard let section = reader.mapping(node, "a gate", keys: keys) else { return nil }
        let id = ItemSection.id(section, reader)
        let outcome: Outcome? = section.required("outcome", reader).flatMap {
            reader.choice($0, "`outcome`")
        }
        let instead = section["instead"].flatMap { reader.string($0, "`instead`") }
        if outcome == .notADecisionProblem, instead == nil {
            reader.error(node, "the gate does not say what to use", hint: "add `instead`")
        }
        let says = section.text("says", reader)
        let source = section.text("source", reader)
        let decidedBy = section.required("decided_by", reader).flatMap {
            name($0, factors, "factor", reader)
        }
        let earns = section.required("model_earns", reader).flatMap {
            reader.double($0, "`model_earns`", in: 0...1)
        }
        let ranges = section["when"].map { Self.ranges($0, factors + screens, reader) } ?? [:]
        let next = (section["next"].map { reader.list($0, "`next`") } ?? [])
            .compactMap { reader.string($0, "a sentence of `next`") }
        guard let id, let outcome, let says, let source, let decidedBy, let earns else {
            return nil
        }
        return Gate(
            ranges: ranges, id: id,
            recommendation: Recommendation(outcome: outcome, instead: instead), says: says,
            next: next,
            decidedBy: decidedBy, modelEarns: earns, source: source)
    }

    private static func ranges(
        _ node: YAMLNode, _ names: [String], _ reader: YAMLReader
    ) -> [String: ClosedRange<Int>] {
        var ranges: [String: ClosedRange<Int>] = [:]
        for (key, value) in reader.mapping(node, "`when`")?.pairs ?? [] {
            guard let name = name(key, names, "factor or screening item", reader) else { continue }
            let bounds = reader.list(value, "`\(name)`").compactMap {
                reader.int($0, "a score", in: 0...4)
            }
            guard bounds.count == 2, bounds[0] <= bounds[1] else {
                reader.error(
                    value, "`\(name)` gives no range", hint: "write `[lowest, highest]` from 0 to 4"
                )
                continue
            }
            ranges[name] = bounds[0]...bounds[1]
        }
        return ranges
    }

    private static func name(
        _ node: YAMLNode, _ names: [String], _ what: String, _ reader: YAMLReader
    ) -> String? {
        guard let name = reader.string(node, what) else { return nil }
        guard names.contains(name) else {
            reader.error(node, "unknown \(what) `\(name)`", hint: didYouMean(name, among: names))
            return nil
        }
        return name
    }
}
