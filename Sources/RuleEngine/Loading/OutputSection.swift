import Decisions
import Diagnostics

/// Reads what a rule gives: an option's value, or `abstain`.
enum OutputSection {
    /// The word for no answer; in quotes it is an option of that name.
    static let abstain = "abstain"

    static func read(
        _ node: YAMLNode, _ question: Question, _ what: String, _ reader: YAMLReader
    ) -> RuleOutput? {
        guard let text = node.scalarText, !node.isNull else {
            reader.error(
                node, "\(what) is \(node.kind)", hint: "expected \(expectation(question))")
            return nil
        }
        if !node.isQuoted, text == abstain { return .abstain }
        if let code = code(text, isQuoted: node.isQuoted, of: question) { return .option(code) }
        reader.error(
            node, "`\(text)` is no option of `\(question.name)`",
            hint: didYouMean(text, among: question.labels + [abstain])
                ?? "expected \(expectation(question))")
        return nil
    }

    private static func code(_ text: String, isQuoted: Bool, of question: Question) -> Int? {
        if !isQuoted, text == "true" || text == "false",
            let code = question.code(of: .flag(text == "true"))
        {
            return code
        }
        return question.code(reading: text)
    }

    static func expectation(_ question: Question) -> String {
        namesInWords(question.labels + [abstain], "or")
    }
}
