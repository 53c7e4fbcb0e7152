import CEL

/// Evaluates variables when they are first needed, at most once a case.
// A class, as a struct inside the evaluator would be checked for exclusive access at each use.
final class VariableCache {
    private let variables: [RuleVariable]
    private let firstSlot: Int
    /// The number of the case for which each variable was last evaluated.
    @exclusivity(unchecked) private var evaluated: [UInt64]
    private(set) var caseNumber: UInt64 = 0
    @exclusivity(unchecked) private var failures: [(variable: Int, error: RuleError)] = []

    init(_ variables: [RuleVariable], firstSlot: Int) {
        self.variables = variables
        self.firstSlot = firstSlot
        evaluated = Array(repeating: 0, count: variables.count)
    }

    /// Forgets the values of the last case.
    func reset() {
        caseNumber += 1
        if !failures.isEmpty { failures.removeAll(keepingCapacity: true) }
    }

    /// Evaluates the variables in `needed` that are not known yet; one that fails stays absent.
    func prepare(_ needed: [Int], in activation: Activation) {
        for variable in needed where evaluated[variable] != caseNumber {
            evaluate(variable, in: activation)
        }
    }

    private func evaluate(_ variable: Int, in activation: Activation) {
        evaluated[variable] = caseNumber
        let expression = variables[variable].expression
        let slot = firstSlot + variable
        do throws(EvaluationError) {
            if expression.type == .bool {
                activation.set(slot, bool: try expression.program.evaluateBool(activation))
            } else {
                activation.set(slot, try expression.program.evaluate(activation))
            }
        } catch {
            let cause =
                failureOfVariable(behind: error, in: expression)
                ?? .variable(variables[variable].name, error, at: expression.part(of: error))
            failures.append((variable, cause))
        }
    }

    /// Returns why `expression` failed: itself, or a variable that it reads.
    func reason(for error: EvaluationError, in expression: RuleExpression) -> RuleError {
        failureOfVariable(behind: error, in: expression)
            ?? .condition(error, at: expression.part(of: error))
    }

    /// A variable that failed is absent, so that reading it fails; its own error is the reason.
    private func failureOfVariable(
        behind error: EvaluationError, in expression: RuleExpression
    ) -> RuleError? {
        guard error.code == .noSuchAttribute, !failures.isEmpty else { return nil }
        let part = expression.part(of: error)
        return failures.first { variables[$0.variable].name == part }?.error
    }
}
