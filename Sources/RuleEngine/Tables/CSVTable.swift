import Decisions
import Diagnostics

/// Reads a table from a CSV file, whose first line names the columns.
///
/// A column is an output where it has the name of a question, or remarks on the row as `id`,
/// `confidence` or `explanation`; every other one is an input.
struct CSVTable {
    /// The inputs as the rule file declares them; `nil` where the first line does.
    let inputs: [TableDraft.InputColumn]?
    /// The questions that output columns may answer.
    let questions: [Question]
    let isField: (String) -> Bool
    let reader: YAMLReader

    private static let mostColumns = 1000

    private enum Role: Equatable {
        case input(Int)
        case output(Int)
        case id, confidence, explanation, unknown
    }

    func read(_ source: SourceText) -> TableDraft? {
        let file = CSVFile(source)
        for diagnostic in file.diagnostics { reader.report(diagnostic) }
        guard let header = file.rows.first else {
            reader.report(Diagnostic(file: source.name, "the file is empty"))
            return nil
        }
        guard header.count <= Self.mostColumns else {
            reader.error(
                header[Self.mostColumns], "the table has \(header.count) columns",
                hint: "\(Self.mostColumns) at most")
            return nil
        }
        var draft = TableDraft(inputs: inputs ?? [], outputs: [], rows: [])
        var roles: [Role] = []
        for (column, cell) in header.enumerated() {
            guard cell.text.isEmpty else {
                roles.append(role(cell, &draft, after: roles))
                continue
            }
            roles.append(.unknown)
            // A spreadsheet writes columns that were emptied, too.
            let filled = file.rows.lazy.compactMap { $0.dropFirst(column).first }
                .first { !$0.text.isEmpty }
            if let filled {
                reader.error(filled, "the column of this cell has no name in the first line")
            }
        }
        reportMissing(roles, draft, header)
        for cells in file.rows.dropFirst() {
            guard cells.count == header.count else {
                reader.error(
                    cells[0], at: 0..<1,
                    "the row has \(cells.count) \(cells.count == 1 ? "cell" : "cells")",
                    hint: "the first line has \(header.count)")
                continue
            }
            draft.rows.append(row(cells, roles, draft))
        }
        return draft
    }

    private func role(
        _ cell: SourceCell, _ draft: inout TableDraft, after others: [Role]
    ) -> Role {
        if let index = inputs?.firstIndex(where: { $0.name == cell.text }) {
            if others.contains(.input(index)) {
                reader.error(cell, "column `\(cell.text)` is given twice")
            }
            return .input(index)
        }
        if let question = questions.first(where: { $0.name == cell.text }) {
            if draft.outputs.contains(question) {
                reader.error(cell, "column `\(cell.text)` is given twice")
                return .unknown
            }
            draft.outputs.append(question)
            return .output(draft.outputs.count - 1)
        }
        if !isField(cell.text) {
            switch cell.text {
            case "id": return .id
            case "confidence": return .confidence
            case "explanation": return .explanation
            default: break
            }
            if let hint = hint(cell.text) {
                reader.error(cell, "`\(cell.text)` is no input or output", hint: hint)
                return .unknown
            }
        }
        guard inputs == nil else {
            let names = questions.map(\.name) + (inputs ?? []).map(\.name)
            reader.error(
                cell, "`\(cell.text)` is no input or output",
                hint: didYouMean(cell.text, among: names)
                    ?? "the rule file names \(namesInWords(names, "and"))")
            return .unknown
        }
        draft.inputs.append(TableDraft.InputColumn(name: cell.text, expression: cell))
        return .input(draft.inputs.count - 1)
    }

    /// What a column that spreadsheets call so is called here.
    private func hint(_ name: String) -> String? {
        let lowercased = name.lowercased()
        if Self.remarks.contains(lowercased) { return "`explanation` remarks on a row" }
        return (questions.map(\.name) + ["id", "confidence", "explanation"])
            .first { $0.lowercased() == lowercased }.map { "did you mean `\($0)`?" }
    }

    private static let remarks: Set<String> = [
        "annotation", "annotations", "remark", "remarks", "comment", "comments", "note", "notes",
        "description",
    ]

    private func reportMissing(_ roles: [Role], _ draft: TableDraft, _ header: [SourceCell]) {
        if draft.outputs.isEmpty {
            reader.error(
                header[0], "no column is an output",
                hint: "name one \(namesInWords(questions.map(\.name), "or"))")
        }
        for (index, input) in (inputs ?? []).enumerated() {
            let isThere = roles.contains { if case .input(index) = $0 { true } else { false } }
            guard !isThere else { continue }
            reader.error(
                input.expression, "`\(header[0].source.name)` has no column `\(input.name)`")
        }
    }

    private func row(
        _ cells: [SourceCell], _ roles: [Role], _ draft: TableDraft
    ) -> TableDraft.Row {
        var row = TableDraft.Row(
            when: Array(repeating: [], count: draft.inputs.count),
            then: Array(repeating: cells[0], count: draft.outputs.count), place: cells[0])
        for (cell, role) in zip(cells, roles) {
            switch role {
            case .input(let index): row.when[index] = [cell]
            case .output(let index): row.then[index] = cell
            case .id: row.id = cell.text.isEmpty ? nil : cell
            case .confidence: row.confidence = cell
            case .explanation: row.explanation = cell.text.isEmpty ? nil : cell.text
            case .unknown: break
            }
        }
        return row
    }
}
