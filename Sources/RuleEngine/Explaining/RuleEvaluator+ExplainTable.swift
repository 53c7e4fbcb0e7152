import CEL
import Decisions

extension RuleEvaluator {
    /// Explains a table by the rows that fired, and those of which a single cell did not accept.
    func explain(
        _ table: DecisionTable, column: Int, _ logic: DecisionLogic
    ) -> DecisionExplanation {
        let values: [Value?]
        do throws(RuleError) {
            values = try self.values(of: table)
        } catch {
            return explanation(of: logic, .failed(rule: nil, error: error), hits: [], [])
        }
        let classes = zip(table.classes, values).map { $0.number(of: $1) }
        var hits: [Int] = []
        var traces: [RuleTrace] = []
        for row in table.rows.indices {
            let accepts = zip(table.cells[row], classes).map { cell, number in
                cell.contains { $0.contains(number) }
            }
            let misses = accepts.count { !$0 }
            let isDecided = table.hitPolicy == .first && !hits.isEmpty
            guard misses <= 1, !isDecided else { continue }
            if misses == 0 { hits.append(row) }
            traces.append(trace(table.rows[row], table, accepts, values))
        }
        return explanation(
            of: logic, table.decision(byHits: hits, column: column),
            hits: table.columns[column].inOrder(hits, table.order), traces)
    }

    private func trace(
        _ row: TableRow, _ table: DecisionTable, _ accepts: [Bool], _ values: [Value?]
    ) -> RuleTrace {
        var conditions: [ConditionTrace] = []
        for (index, cell) in row.cells.enumerated() where !cell.test.acceptsAnything {
            conditions.append(
                ConditionTrace(
                    text: "\(table.inputs[index].name): \(cell.text)",
                    outcome: accepts[index] ? .holds : .doesNotHold,
                    readings: readings(of: table.inputs[index], values[index]),
                    findings: findings(of: table.inputs[index].expression.program)))
        }
        return RuleTrace(
            rule: row.id, result: accepts.contains(false) ? .notFired : .fired,
            conditions: conditions, explanation: row.explanation)
    }

    private func readings(of input: TableInput, _ value: Value?) -> [ConditionTrace.Reading] {
        guard input.slot == nil else { return readings([input.expression.text]) }
        let own = ConditionTrace.Reading(name: input.name, value: value.map(ValueText.text))
        let parts = readings(input.expression.program.referencedVariables.map(\.name))
        return [own] + parts.filter { $0.name != input.name }
    }
}
