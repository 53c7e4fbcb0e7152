import Decisions
import Diagnostics

/// Looks for rows that can do no good.
struct TableChecks {
    let table: DecisionTable
    let questions: [Question]
    let rows: [TableRows.Row]
    let node: YAMLNode
    let reader: YAMLReader

    func report() {
        reportMissingOptions()
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
