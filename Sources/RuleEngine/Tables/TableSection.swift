import CEL
import Decisions
import Diagnostics

/// Reads `table` and what goes with it, for all questions that it answers.
struct TableSection {
    let section: YAMLMapping
    /// The questions that the table may answer.
    let questions: [Question]
    let compiler: ExpressionCompiler
    let calibration: Calibration?
    let openFile: (String) throws -> SourceText?
    let reader: YAMLReader

    static let keys = PolicySection.keys + ["table", "otherwise"]
    private static let tableKeys = ["file", "inputs", "outputs", "rows"]
    private static let mostRows = 20_000
    private static let mostInputs = 100

    /// Returns the table with the questions of its columns.
    func read(_ node: YAMLNode) -> (table: DecisionTable, questions: [Question])? {
        guard let draft = draft(node) else { return nil }
        guard draft.rows.count <= Self.mostRows, draft.inputs.count <= Self.mostInputs else {
            reader.error(
                node, "the table has \(draft.rows.count) rows and \(draft.inputs.count) inputs",
                hint: "\(Self.mostRows) rows and \(Self.mostInputs) inputs at most")
            return nil
        }
        let inputs = draft.inputs.compactMap(input)
        guard inputs.count == draft.inputs.count, !draft.outputs.isEmpty else { return nil }
        let columns = TableColumns(
            section: section, policy: PolicySection(section, reader), questions: draft.outputs,
            calibration: calibration, reader: reader)
        let rows = TableRows(inputs: inputs, columns: columns, reader: reader).read(draft.rows)
        let table = columns.table(inputs: inputs, rows)
        if !reader.hasErrors {
            TableChecks(
                table: table, questions: draft.outputs, rows: rows, node: node,
                hasOtherwise: section["otherwise"] != nil, reader: reader
            ).report()
        }
        return (table, draft.outputs)
    }

    private func draft(_ node: YAMLNode) -> TableDraft? {
        if node.pairs == nil { return csv(node, inputs: nil, outputs: questions) }
        guard let table = reader.mapping(node, "`table`", keys: Self.tableKeys) else { return nil }
        let inputs = table["inputs"].map { reader.list($0, "`inputs`").compactMap(inputColumn) }
        let outputs = table["outputs"].map(outputs)
        if let file = table["file"] {
            if let rows = table["rows"] {
                reader.error(rows, "`rows` stands beside `file`", hint: "keep one of them")
            }
            return csv(file, inputs: inputs, outputs: outputs ?? questions)
        }
        guard let rows = table.required("rows", reader),
            let inputs = inputs ?? missing("inputs", table),
            let outputs = outputs ?? (questions.count == 1 ? questions : missing("outputs", table))
        else { return nil }
        return TableDraft(
            inputs: inputs, outputs: outputs,
            rows: InlineTable(inputs: inputs, outputs: outputs, reader: reader).rows(rows))
    }

    private func missing<Element>(_ key: String, _ table: YAMLMapping) -> [Element]? {
        _ = table.required(key, reader)
        return nil
    }

    private func csv(
        _ node: YAMLNode, inputs: [TableDraft.InputColumn]?, outputs: [Question]
    ) -> TableDraft? {
        guard let name = reader.string(node, "`table`") else { return nil }
        guard let source = reader.file(name, at: node, openFile) else { return nil }
        guard source.text.utf8.count <= YAMLReader.maximumSize else {
            reader.report(Diagnostic(file: source.name, "the file is larger than 8 MiB"))
            return nil
        }
        return CSVTable(
            inputs: inputs, questions: outputs,
            isField: { compiler.environment.slot(of: $0) != nil }, reader: reader
        ).read(source)
    }

    private func outputs(_ node: YAMLNode) -> [Question] {
        var outputs: [Question] = []
        for element in reader.list(node, "`outputs`") {
            guard let name = reader.string(element, "an output") else { continue }
            guard let question = questions.first(where: { $0.name == name }) else {
                let names = questions.map(\.name)
                reader.error(
                    element, "there is no question `\(name)` here",
                    hint: didYouMean(name, among: names)
                        ?? "expected \(namesInWords(names, "or"))")
                continue
            }
            if outputs.contains(question) {
                reader.error(element, "output `\(name)` is given twice")
            } else {
                outputs.append(question)
            }
        }
        return outputs
    }

    // MARK: Inputs

    /// Reads an input: an expression, or a mapping of `name` and `expression`.
    private func inputColumn(_ node: YAMLNode) -> TableDraft.InputColumn? {
        guard node.pairs != nil else {
            guard let cell = SourceCell(node) else {
                reader.error(node, "an input is \(node.kind)", hint: "expected an expression")
                return nil
            }
            return TableDraft.InputColumn(name: cell.text, expression: cell)
        }
        guard let section = reader.mapping(node, "an input", keys: ["name", "expression"]),
            let name = section.required("name", reader).flatMap({ reader.string($0, "`name`") }),
            let expression = section.required("expression", reader)
        else { return nil }
        guard let cell = SourceCell(expression) else {
            reader.error(expression, "`expression` is \(expression.kind)")
            return nil
        }
        return TableDraft.InputColumn(name: name, expression: cell)
    }

    private func input(_ column: TableDraft.InputColumn) -> TableInput? {
        guard let expression = compiler.compile(column.expression, reader) else { return nil }
        guard let type = InputType(expression.type) else {
            reader.error(
                column.expression, "a table cannot test a `\(expression.type)`",
                hint: "write an expression that is a Boolean, number, text, time or duration")
            return nil
        }
        let slot = compiler.environment.slot(of: expression.text)
            .flatMap { $0 < compiler.fieldCount ? $0 : nil }
        let isOptional = slot.map { compiler.environment.variables[$0].isOptional }
        return TableInput(
            name: column.name, expression: expression, type: type, slot: slot,
            isOptional: isOptional ?? false)
    }
}
