import CEL

/// Finds the rows of a table that fire, case after case, with buffers of its own.
final class TableMatcher {
    let table: DecisionTable
    private var classes: [Int]
    private var hits: [Int] = []
    /// The number of the case that `result` is about.
    private var caseNumber: UInt64 = 0
    private var failure: RuleError?

    init(_ table: DecisionTable) {
        self.table = table
        classes = Array(repeating: 0, count: table.index.inputs.count)
    }

    /// Returns what the table answers to the question of `column`; the rows are found once a case.
    func decide(
        column: Int, _ activation: Activation, _ variables: inout VariableCache
    ) -> RuleDecision {
        if caseNumber != variables.caseNumber {
            caseNumber = variables.caseNumber
            failure = nil
            do throws(RuleError) {
                try find(activation, &variables)
            } catch {
                failure = error
            }
        }
        if let failure { return .failed(rule: nil, error: failure) }
        return table.decision(byHits: hits, column: column)
    }

    /// The rows that fired in the last case that was decided.
    var lastHits: [Int] { failure == nil ? hits : [] }

    private func find(
        _ activation: Activation, _ variables: inout VariableCache
    ) throws(RuleError) {
        for (place, input) in table.index.inputs.enumerated() {
            let value = try variables.value(of: table.inputs[input], in: activation)
            classes[place] = table.classes[input].number(of: value)
        }
        table.index.find(classes, firstOnly: table.hitPolicy == .first, into: &hits)
    }
}

extension VariableCache {
    /// Returns the value of an input; `nil` where it is a field that the case lacks.
    @inline(__always)
    mutating func value(
        of input: TableInput, in activation: Activation
    ) throws(RuleError) -> Value? {
        if let slot = input.slot { return activation.value(slot) }
        return try computedValue(of: input, in: activation)
    }

    @inline(never)
    private mutating func computedValue(
        of input: TableInput, in activation: Activation
    ) throws(RuleError) -> Value {
        prepare(input.expression.variables, in: activation)
        do throws(EvaluationError) {
            return try input.expression.program.evaluate(activation)
        } catch {
            let reason = reason(for: error, in: input.expression)
            guard case .condition(let error, let part) = reason else { throw reason }
            throw .tableInput(input.name, error, at: part)
        }
    }
}
