import CEL

/// Finds the rows of a table that fire, case after case, with buffers of its own.
final class TableMatcher {
    let table: DecisionTable
    /// Lives as long as the table.
    private let views: UnsafeBufferPointer<ColumnIndex.View>
    /// The class of each tested input's value in the last case.
    private let classes: UnsafeMutablePointer<Int>
    /// The rows that fired, where the hit policy asks for more than the first.
    private var hits: [Int] = []
    private var first: Int?
    /// The number of the case that the hits are about.
    private var caseNumber: UInt64 = 0
    private var hasFailed = false
    private var failure: RuleError?

    init(_ table: DecisionTable) {
        self.table = table
        views = table.index.columnViews
        classes = .allocate(capacity: table.index.columns.count + 1)
        classes.initialize(repeating: 0, count: table.index.columns.count + 1)
    }

    deinit { classes.deallocate() }

    /// Returns what the table answers to the question of `column`; the rows are found once a case.
    func decide(
        column: Int, _ activation: Activation, _ variables: VariableCache
    ) -> RuleDecision {
        if caseNumber != variables.caseNumber {
            caseNumber = variables.caseNumber
            hasFailed = false
            do throws(RuleError) {
                try find(activation, variables)
            } catch {
                hasFailed = true
                failure = error
            }
        }
        if hasFailed, let failure { return .failed(rule: nil, error: failure) }
        guard table.hitPolicy == .first else {
            return table.decision(byHits: hits, column: column)
        }
        return table.columns[column].decision(byRule: first)
    }

    private func find(
        _ activation: Activation, _ variables: VariableCache
    ) throws(RuleError) {
        for place in views.indices {
            let column = views[place]
            if column.slot >= 0,
                let number = column.classes.number(of: activation.scalar(column.slot))
            {
                classes[place] = number
            } else {
                classes[place] = try number(ofComputed: place, activation, variables)
            }
        }
        guard table.hitPolicy != .first else {
            first = table.index.firstRow(classes)
            return
        }
        hits.removeAll(keepingCapacity: true)
        table.index.forEachRow(classes) { hits.append($0) }
    }

    @inline(never)
    private func number(
        ofComputed place: Int, _ activation: Activation, _ variables: VariableCache
    ) throws(RuleError) -> Int {
        let column = table.index.columns[place]
        return column.classes.number(of: try variables.value(of: column.input, in: activation))
    }
}

extension VariableCache {
    /// Returns the value of an input; `nil` where it is a field that the case lacks.
    @inline(__always)
    func value(
        of input: TableInput, in activation: Activation
    ) throws(RuleError) -> Value? {
        if let slot = input.slot { return activation.value(slot) }
        return try computedValue(of: input, in: activation)
    }

    @inline(never)
    private func computedValue(
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
