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
        if let output = output(text, isQuoted: node.isQuoted, question) { return output }
        reader.error(
            node, "`\(text)` is no option of `\(question.name)`", hint: hint(text, question))
        return nil
    }

    /// Reads a cell of a table, in which quotes may stand around a text, as in DMN.
    static func read(
        _ cell: SourceCell, _ question: Question, _ reader: YAMLReader
    ) -> RuleOutput? {
        var text = cell.text
        var isQuoted = cell.isQuoted
        if text.utf8.count > 1, text.hasPrefix("\""), text.hasSuffix("\"") {
            text = String(text.dropFirst().dropLast())
            isQuoted = true
        }
        if let output = output(text, isQuoted: isQuoted, question) { return output }
        reader.error(
            cell,
            text.isEmpty
                ? "the cell is empty" : "`\(text)` is no option of `\(question.name)`",
            hint: hint(text, question))
        return nil
    }

    /// Reads a number that an aggregation is to sum or compare.
    static func readNumber(_ cell: SourceCell, _ reader: YAMLReader) -> RuleOutput? {
        if let number = TableLiteral.number(cell.text) { return .number(number) }
        reader.error(
            cell, "`\(cell.text)` is no number",
            hint: "`thresholds` turn numbers into options, so that each output is one")
        return nil
    }

    private static func hint(_ text: String, _ question: Question) -> String {
        didYouMean(text, among: question.labels + [abstain])
            ?? "expected \(expectation(question))"
    }

    private static func output(
        _ text: String, isQuoted: Bool, _ question: Question
    ) -> RuleOutput? {
        if !isQuoted, text == abstain { return .abstain }
        return code(text, isQuoted: isQuoted, of: question).map(RuleOutput.option)
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
