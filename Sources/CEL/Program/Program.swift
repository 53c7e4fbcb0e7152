public import Diagnostics

/// A compiled expression: immutable, and safe to evaluate on several threads at once.
public final class Program: Sendable {
    let origin: Origin
    let checked: CheckedExpression
    let environment: Environment
    let node: any Node
    let planned: [Int: any Node]
    private let slotCount: Int
    private let steps: Int
    private let nodeRanges: [Range<Int>]
    private let nodeNames: [Int32: String]

    init(
        origin: Origin, checked: CheckedExpression, environment: Environment, node: any Node,
        planned: [Int: any Node]
    ) {
        self.origin = origin
        self.checked = checked
        self.environment = environment
        self.node = node
        self.planned = planned
        slotCount = environment.variables.count
        steps = environment.limits.steps
        var ranges = [Range<Int>](repeating: 0..<0, count: checked.types.count)
        var names: [Int32: String] = [:]
        checked.root.visit { expression in
            ranges[expression.id] = expression.range
            if case .variable(let slot)? = checked.references[expression.id] {
                names[Int32(expression.id)] = environment.variables[slot].name
            }
        }
        nodeRanges = ranges
        nodeNames = names
    }

    /// The expression as it was written.
    public var text: String { origin.text }

    /// The type of the result; ``CELType/dyn`` where it is known only at evaluation.
    public var resultType: CELType { checked.type(of: checked.root) }

    /// The value, if it is the same for every activation.
    public var constantValue: Value? { node.constant }

    /// The variables that the expression reads or tests, in the order of their slots.
    public var referencedVariables: [VariableReference] {
        checked.root.variables(checked, environment)
    }

    /// Returns the place of a part of the expression in the file in which it is embedded.
    public func position(of range: Range<Int>) -> SourcePosition {
        origin.position(range.lowerBound)
    }

    /// Returns an evaluation error as a diagnostic that points into the file of the expression.
    public func diagnostic(for error: EvaluationError) -> Diagnostic {
        origin.diagnostic(Problem(error.range, error.message))
    }

    // MARK: Evaluation

    /// Evaluates the expression; the activation belongs to an environment with the same variables.
    public func evaluate(_ activation: Activation) throws(EvaluationError) -> Value {
        do throws(Failure) {
            return try value(of: node, activation)
        } catch {
            throw described(error)
        }
    }

    /// Evaluates a condition; another result than a bool is an error.
    public func evaluateBool(_ activation: Activation) throws(EvaluationError) -> Bool {
        var frame = prepare(activation)
        do throws(Failure) {
            return try node.bool(&frame)
        } catch {
            throw described(error)
        }
    }

    func value(of node: any Node, _ activation: Activation) throws(Failure) -> Value {
        var frame = prepare(activation)
        return try node.value(&frame)
    }

    @inline(__always)
    private func prepare(_ activation: Activation) -> Frame {
        precondition(activation.count >= slotCount, "the activation is for other variables")
        if checked.localCount > 0 { activation.reserveLocals(checked.localCount) }
        return Frame(activation, steps: steps)
    }

    func described(_ failure: Failure) -> EvaluationError {
        let known = nodeRanges.indices.contains(Int(failure.node))
        let range = known ? nodeRanges[Int(failure.node)] : checked.root.range
        return EvaluationError(
            failure.code, failure.message ?? message(failure), range: range)
    }

    private func message(_ failure: Failure) -> String {
        switch failure.code {
        case .noSuchAttribute:
            let name = nodeNames[failure.node] ?? "the variable"
            return "no such attribute: `\(name)` is absent"
        case .limitExceeded:
            return "the evaluation takes more than \(steps) steps"
        default:
            return failure.code.rawValue.replacingUnderscores
        }
    }
}

/// A variable that an expression reads.
public struct VariableReference: Hashable, Sendable {
    /// The name as declared.
    public let name: String
    /// Its place in an ``Activation``.
    public let slot: Int
}

extension Expression {
    /// Calls `body` for this expression and all below it.
    func visit(_ body: (Expression) -> Void) {
        body(self)
        for child in children { child.visit(body) }
    }

    func variables(
        _ checked: CheckedExpression, _ environment: Environment
    ) -> [VariableReference] {
        var slots: Set<Int> = []
        visit { expression in
            if case .variable(let slot)? = checked.references[expression.id] { slots.insert(slot) }
        }
        return slots.sorted().map {
            VariableReference(name: environment.variables[$0].name, slot: $0)
        }
    }
}

extension String {
    fileprivate var replacingUnderscores: String {
        String(map { $0 == "_" ? " " : $0 })
    }
}
