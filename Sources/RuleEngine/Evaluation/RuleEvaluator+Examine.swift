import CEL

/// What all rules of one question make of a case, those included that the hit policy passes over.
package struct RuleExamination: Sendable {
    package var decision: RuleDecision
    /// The rules or rows that fire, by their index, in the order of the file.
    package var hits: [Int] = []
    /// What a scorecard or an aggregation comes to, or by how much a vote leads; `nil` where a
    /// condition fails, where nothing fires that is aggregated, and for other logic.
    package var points: Double?
}

extension RuleEvaluator {
    /// Decides each question of a case and looks at every rule.
    ///
    /// Slower than ``decide(json:)-([UInt8])`` and not for the path of every decision.
    package func examine(json: [UInt8]) -> [RuleExamination] {
        zip(ruleSet.decisions, decide(json: json)).map { logic, decision in
            var examination = RuleExamination(decision: decision)
            if case .failed(_, let error) = decision, error.isOfCase { return examination }
            switch logic.kind {
            case .rules, .scorecard:
                examination.hits = logic.expressions.indices.filter {
                    (try? checked(logic.expressions[$0])) ?? false
                }
            case .table(let table, _):
                examination.hits = (try? hits(table)) ?? []
            }
            if case .failed = decision { return examination }
            examination.points =
                logic.scorecard?.points(examination.hits)
                ?? logic.resolution?.total(of: examination.hits)
                ?? logic.resolution?.lead(of: examination.hits)
            return examination
        }
    }

    private func hits(_ table: DecisionTable) throws(RuleError) -> [Int] {
        let classes = zip(table.classes, try values(of: table)).map { $0.number(of: $1) }
        return table.cells.indices.filter { row in
            zip(table.cells[row], classes).allSatisfy { cell, number in
                cell.contains { $0.contains(number) }
            }
        }
    }

    /// Returns the inputs' values in the current case.
    func values(of table: DecisionTable) throws(RuleError) -> [Value?] {
        var values: [Value?] = []
        for input in table.inputs {
            values.append(try variables.value(of: input, in: activation))
        }
        return values
    }
}
