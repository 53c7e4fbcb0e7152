import Decisions
import Diagnostics

/// Reads `otherwise`: an output, or a mapping of `output` and `confidence`.
struct OtherwiseSection {
    let question: Question
    let confidence: ConfidenceSection
    let reader: YAMLReader

    func read(_ node: YAMLNode?) -> Otherwise {
        guard let node else { return .abstain }
        guard node.pairs != nil else {
            return OutputSection.read(node, question, "`otherwise`", reader)
                .map { Otherwise(output: $0, confidence: nil) } ?? .abstain
        }
        guard
            let section = reader.mapping(node, "`otherwise`", keys: ["output", "confidence"]),
            let output = section.required("output", reader)
                .flatMap({ OutputSection.read($0, question, "`output`", reader) })
        else { return .abstain }
        return Otherwise(
            output: output,
            confidence: confidence.read(section["confidence"], of: Otherwise.id, giving: output))
    }
}
