import Decisions
import Diagnostics

/// Reads the cells of a table's rows by the types of its columns.
struct TableRows {
    let inputs: [TableInput]
    let columns: TableColumns
    let reader: YAMLReader

    /// A row, what it gives each question, and where it stands.
    struct Row {
        let row: TableRow
        let outputs: [RuleOutput]
        let draft: TableDraft.Row
    }

    func read(_ drafts: [TableDraft.Row]) -> [Row] {
        var lines: [String: Int] = [:]
        let rows = drafts.enumerated().compactMap { index, draft in
            row(draft, number: index + 1, &lines)
        }
        reportUnmeasured(rows)
        return rows
    }

    private func row(
        _ draft: TableDraft.Row, number: Int, _ lines: inout [String: Int]
    ) -> Row? {
        let id = id(draft, number: number, &lines)
        let cells = zip(inputs, draft.when).compactMap { cell($1, of: $0) }
        let outputs = zip(columns.questions, draft.then).compactMap { output($1, of: $0) }
        guard cells.count == inputs.count, outputs.count == columns.questions.count else {
            return nil
        }
        // A row has one confidence, which its first output's question judges.
        let confidence = columns.confidences.first?.read(
            draft.confidence, of: id, giving: outputs.first)
        return Row(
            row: TableRow(
                id: id, cells: cells, confidence: confidence, explanation: draft.explanation),
            outputs: outputs, draft: draft)
    }

    private func id(
        _ draft: TableDraft.Row, number: Int, _ lines: inout [String: Int]
    ) -> String {
        let cell = draft.id ?? draft.place
        var id = draft.id?.text ?? "row-\(number)"
        if draft.id != nil, let fault = RuleID.fault(id) {
            reader.error(cell, "`\(id)` is no row id", hint: fault)
            id = "row-\(number)"
        }
        if let line = lines[id] {
            reader.error(cell, "row id `\(id)` is given twice", hint: "first in line \(line)")
        } else {
            lines[id] = cell.position.line
        }
        return id
    }

    private func cell(_ alternatives: [SourceCell], of input: TableInput) -> TableCell? {
        var test: CellTest?
        for cell in alternatives {
            do throws(UnaryTestParser.Problem) {
                let next = try UnaryTestParser.parse(cell, as: input.type)
                if input.type == .double { warnOfDecimalComma(in: cell) }
                if alternatives.count > 1, next.acceptsAnything || next.isNegated {
                    reader.error(
                        cell, "`\(cell.text)` stands in a list of tests",
                        hint: "it has to stand alone")
                    return nil
                }
                if test == nil { test = next } else { test?.formUnion(next) }
            } catch {
                reader.error(
                    cell, at: error.range, "input `\(input.name)`: \(error.fact)",
                    hint: error.hint)
                return nil
            }
        }
        return test.map {
            TableCell(text: alternatives.map(\.text).joined(separator: ", "), test: $0)
        }
    }

    /// Warns where a spreadsheet may have written a fraction with a comma, which here parts two tests.
    private func warnOfDecimalComma(in cell: SourceCell) {
        let bytes = Array(cell.text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let comma = bytes.indices.dropFirst().dropLast().first { index in
            bytes[index] == UInt8(ascii: ",") && digits.contains(bytes[index - 1])
                && digits.contains(bytes[index + 1])
        }
        guard let comma, cell.source.name != reader.source.name else { return }
        reader.warn(
            cell, at: comma..<comma + 1, "the comma parts two tests",
            hint: "write a point before a fraction, or a space after the comma")
    }

    private func output(_ cell: SourceCell, of question: Question) -> RuleOutput? {
        if columns.policy.givesNumbers { return OutputSection.readNumber(cell, reader) }
        // What is counted are the rows, whatever they give.
        if columns.policy.aggregation == .count { return .number(1) }
        return OutputSection.read(cell, question, reader)
    }

    /// Warns, once, that measured confidences are not there yet.
    private func reportUnmeasured(_ rows: [Row]) {
        guard columns.confidences.first?.calibration == nil,
            let cell = rows.lazy.compactMap(\.draft.confidence).first(where: {
                $0.text == "measured"
            })
        else { return }
        reader.warn(
            cell, "no confidence is measured yet",
            hint: "answers carry no probabilities; run `assay calibrate`")
    }
}

extension UnaryTestParser {
    /// Reads a cell; a text in quotes of YAML is a test all the same, as `"< 18"`.
    static func parse(_ cell: SourceCell, as type: InputType) throws(Problem) -> CellTest {
        try parse(cell.text, as: type)
    }
}
