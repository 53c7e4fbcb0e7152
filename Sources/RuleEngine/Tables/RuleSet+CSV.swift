import Decisions

extension RuleSet {
    /// Returns the decision table that answers `question` as a CSV file; `nil` where no table does.
    ///
    /// `table: { file: … }` in place of the rows reads it back to the same answers. The hit policy
    /// and the expressions behind named inputs stay in the rule file.
    public func csv(ofTableAnswering question: String) -> String? {
        guard let table = decisions.first(where: { $0.question.name == question })?.table else {
            return nil
        }
        let outputs = decisions.compactMap { logic -> (DecisionLogic, HitResolution)? in
            guard case .table(let other, let column) = logic.kind, other === table else {
                return nil
            }
            return (logic, other.columns[column])
        }
        // A field of that name would be taken for an input.
        let remarks = TableRemark.allCases.filter { remark in
            !fields.contains { $0.name == remark.rawValue }
                && table.rows.contains { !remark.text(of: $0).isEmpty }
        }
        let header =
            remarks.map(\.rawValue) + table.inputs.map(\.name) + outputs.map(\.0.question.name)
        let rows = table.rows.indices.map { index in
            let row = table.rows[index]
            return remarks.map { $0.text(of: row) } + row.cells.map(\.text)
                + outputs.map { $0.0.cell(of: $0.1.outputs[index]) }
        }
        return ([header] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        let isPlain = !cell.utf8.contains { "\",;\t\r\n".utf8.contains($0) }
        return isPlain && cell.first != " " && cell.last != " "
            ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}

/// What a row says of itself, by the name of its column.
private enum TableRemark: String, CaseIterable {
    case id, confidence, explanation

    func text(of row: TableRow) -> String {
        switch (self, row.confidence) {
        case (.id, _): row.id
        case (.confidence, .stated(let value)?): "\(value)"
        case (.confidence, .measured?): "measured"
        case (.confidence, nil): ""
        case (.explanation, _): row.explanation ?? ""
        }
    }
}

extension DecisionLogic {
    /// Returns an output as a cell that reads back as the same.
    fileprivate func cell(of output: RuleOutput) -> String {
        guard case .option(let code) = output, case .text(let text) = question.options[code].value
        else { return label(of: output) }
        let isWord = text == "abstain" || text == "true" || text == "false"
        return isWord || text.isEmpty ? "\"\(text)\"" : text
    }
}
