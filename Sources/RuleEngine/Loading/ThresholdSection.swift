import Decisions
import Diagnostics

/// Reads `thresholds`: a mapping of options to the number from which each is given.
struct ThresholdSection {
    let question: Question
    let reader: YAMLReader

    func read(_ node: YAMLNode) -> Thresholds? {
        guard let mapping = reader.mapping(node, "`thresholds`") else { return nil }
        var bounds: [(number: Double, code: Int)] = []
        for (key, value) in mapping.pairs {
            guard
                case .option(let code)? = OutputSection.read(key, question, "an option", reader),
                let number = reader.double(value, "the threshold of `\(key.scalarText ?? "")`")
            else { continue }
            if let other = bounds.first(where: { $0.number == number }) {
                reader.error(
                    value, "`\(question.labels[other.code])` has the same threshold",
                    hint: "each option begins at its own number")
            }
            if question.kind == .score {
                for other in bounds where (other.code < code) != (other.number < number) {
                    reader.error(
                        value, "the thresholds don't rise with the levels",
                        hint: "`\(question.labels[other.code])` begins at `\(other.number)`")
                }
            }
            bounds.append((number, code))
        }
        if mapping.pairs.isEmpty { reader.error(node, "`thresholds` is empty") }
        return Thresholds(bounds)
    }
}
