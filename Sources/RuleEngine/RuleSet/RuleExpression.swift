public import CEL

/// A compiled expression of a rule file.
public final class RuleExpression: Sendable {
    /// The expression as it is written, without space around it.
    public let text: String
    /// The type of its value, as the checker found it.
    public var type: CELType { program.resultType }
    let program: Program
    /// The variables that have to be evaluated first, each after those that it reads itself.
    let variables: [Int]
    /// Evaluates the expression, which is a condition; a closure, or each call would copy the
    /// program and count its references.
    let holds: @Sendable (Activation) throws(EvaluationError) -> Bool
    /// The value, where it is the same for every case.
    let constant: Value?

    init(text: String, program: Program, variables: [Int], environment: Environment) {
        self.text = text
        self.program = program
        self.variables = variables
        holds = { (activation) throws(EvaluationError) in try program.evaluateBool(activation) }
        constant =
            program.referencedVariables.isEmpty
            ? try? program.evaluate(Activation(environment)) : program.constantValue
    }

    /// Returns the part of the expression at which `error` arose.
    func part(of error: EvaluationError) -> String {
        let utf8 = program.text.utf8
        let lower = max(0, min(error.range.lowerBound, utf8.count))
        let upper = max(lower, min(error.range.upperBound, utf8.count))
        let start = utf8.index(utf8.startIndex, offsetBy: lower)
        let end = utf8.index(utf8.startIndex, offsetBy: upper)
        return String(decoding: utf8[start..<end], as: UTF8.self)
    }
}
