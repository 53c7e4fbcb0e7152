/// One condition of an expression, what it came to, and the values it read.
public struct Explanation: Sendable {
    /// The condition as it was written.
    public let text: String
    /// Where it stands, as UTF-8 offsets into the expression.
    public let range: Range<Int>
    /// The value, or why there is none.
    public let result: Result<Value, EvaluationError>
    /// The variables it reads, with their values; `nil` for an absent one.
    public let variables: [(name: String, value: Value?)]
    /// The functions that it calls by a plain name, with what they are given; those inside a macro
    /// are left out.
    public let calls: [Call]
    /// The operands, where the condition joins several by `&&` or `||`.
    public let parts: [Explanation]

    /// A call, such as `spam_words(text)`.
    public struct Call: Sendable {
        /// The name of the function.
        public let function: String
        /// What it is given, in the order of the call.
        public let arguments: [Value]
    }
}

extension Program {
    /// Evaluates each of the conditions that `&&` joins, or the whole if there is nothing to split.
    public func explain(_ activation: Activation) -> [Explanation] {
        if case .logical(.and, let operands) = checked.root.kind {
            return operands.map { explanation(of: $0, activation) }
        }
        return [explanation(of: checked.root, activation)]
    }

    private func explanation(of expression: Expression, _ activation: Activation) -> Explanation {
        let parts: [Expression] =
            if case .logical(_, let operands) = expression.kind { operands } else { [] }
        let variables = expression.variables(checked, environment)
        return Explanation(
            text: origin.text(expression.range), range: expression.range,
            result: result(of: expression, activation),
            variables: variables.map { ($0.name, activation.value($0.slot)) },
            calls: calls(in: expression, activation),
            parts: parts.map { explanation(of: $0, activation) })
    }

    /// Returns the calls whose arguments have values.
    private func calls(in expression: Expression, _ activation: Activation) -> [Explanation.Call] {
        var calls: [Explanation.Call] = []
        expression.visit { expression in
            guard case .call(let call) = expression.kind, call.receiver == nil else { return }
            let arguments = call.arguments.compactMap { argument in
                planned[argument.id].flatMap { try? value(of: $0, activation) }
            }
            guard arguments.count == call.arguments.count else { return }
            calls.append(Explanation.Call(function: call.name, arguments: arguments))
        }
        return calls
    }

    private func result(
        of expression: Expression, _ activation: Activation
    ) -> Result<Value, EvaluationError> {
        do throws(Failure) {
            return .success(try value(of: planned[expression.id] ?? node, activation))
        } catch {
            return .failure(described(error))
        }
    }
}
