import Decisions
import Diagnostics

/// Looks for rows that can do no good, rows that contradict each other, and cases that no row accepts.
struct TableChecks {
    let table: DecisionTable
    let questions: [Question]
    let rows: [TableRows.Row]
    let node: YAMLNode
    /// Whether the file says what is answered where no row accepts.
    let hasOtherwise: Bool
    let reader: YAMLReader

    func report() {
        reportMissingOptions()
        remarkOnExpressions()
        let checks = BoxChecks(
            word: "row", hitPolicy: table.hitPolicy, columns: columns,
            items: rows.map { row in
                BoxChecks.Item(
                    id: row.row.id, place: row.draft.place, tests: row.row.cells.map { [$0.test] },
                    outputs: row.outputs)
            }, order: table.order, reader: reader)
        checks.report()
        guard !hasOtherwise, table.hitPolicy != .collect, let gap = checks.gap else { return }
        reader.warn(
            node, "no row accepts \(gap)",
            hint: "add a row, or `otherwise`, such as `otherwise: abstain`")
    }

    private var columns: [BoxChecks.Column] {
        zip(table.inputs, table.classes).map { input, classes in
            let isOnly = table.inputs.count { $0.slot == input.slot } == 1
            return BoxChecks.Column(
                name: input.name, classes: classes, isOptional: input.isOptional,
                isField: input.slot != nil && isOnly)
        }
    }

    private func remarkOnExpressions() {
        let names = zip(table.inputs, columns).filter { !$1.isField }.map(\.0.name)
        guard !names.isEmpty else { return }
        reader.remark(
            "gaps and overlaps that depend on \(namesInWords(names, "or")), since which values go "
                + "together is not known")
    }

    private func reportMissingOptions() {
        for (question, column) in zip(questions, table.columns) {
            let byNumber = column.thresholds?.bounds.map { RuleOutput.option($0.code) } ?? []
            let given = Set(column.outputs + byNumber + [column.otherwise.output])
            let missing = question.options.indices.filter { !given.contains(.option($0)) }
            guard !missing.isEmpty else { continue }
            let names = namesInWords(missing.map { question.labels[$0] }, "or")
            reader.warn(node, "neither a row nor `otherwise` gives \(names)")
        }
    }
}
