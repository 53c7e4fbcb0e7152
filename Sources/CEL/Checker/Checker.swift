/// Resolves names and infers types.
///
/// Unknown types are `dyn` and fit everything. A lenient checker reports nothing and leaves what is
/// wrong to evaluation.
// A class, because copies of its tables would make checking quadratic.
final class Checker {
    let environment: Environment
    let isLenient: Bool
    var problems: [Problem] = []
    let unifier = Unifier()
    var references: [Int: Reference] = [:]
    var scopes: [Local] = []
    var localCount = 0
    private var types: [CELType]

    struct Local {
        let name: String
        let type: CELType
        let number: Int
    }

    init(environment: Environment, nodeCount: Int, isLenient: Bool) {
        self.environment = environment
        self.isLenient = isLenient
        types = Array(repeating: .dyn, count: nodeCount)
    }

    func check(_ root: Expression) -> CheckedExpression {
        _ = type(root)
        return CheckedExpression(
            root: root, types: types.map { unifier.resolve($0, isFinal: true) },
            references: references, localCount: localCount)
    }

    // MARK: Problems

    func report(_ range: Range<Int>, _ fact: String, hint: String? = nil) {
        guard !isLenient else { return }
        problems.append(Problem(range, fact, hint: hint))
    }

    /// Whether another hint would be shown; they are costly to find.
    var wantsHint: Bool { !isLenient && problems.count < environment.limits.problems }

    func shown(_ type: CELType) -> String {
        unifier.resolve(type, isFinal: true).description
    }

    // MARK: Types

    /// Infers, records and returns the type of an expression.
    func type(_ expression: Expression) -> CELType {
        let type = unifier.resolve(infer(expression))
        types[expression.id] = type
        return type
    }

    private func infer(_ expression: Expression) -> CELType {
        switch expression.kind {
        case .literal(let value): value.checkedType
        case .identifier, .select: name(expression)
        case .test(let selection): test(selection, expression)
        case .presence(let name): presence(name, expression)
        case .index(let operand, let index, let isOptional):
            self.index(operand, index, isOptional: isOptional)
        case .call(let call): self.call(call, expression)
        case .not(let operand): not(operand)
        case .negate(let operand): negate(operand)
        case .binary(let operation, let left, let right): binary(operation, left, right, expression)
        case .logical(let operation, let operands): logical(operation, operands)
        case .conditional(let condition, let first, let second):
            conditional(condition, first, second)
        case .list(let elements): list(elements)
        case .map(let entries): map(entries)
        case .message(let message): self.message(message, expression)
        case .comprehension(let macro): comprehension(macro, expression)
        case .bind(let name, let value, let body): bind(name, value, body, expression)
        case .optionalMap(let source, let variable, let transform, let isFlat):
            optionalMap(source, variable, transform, isFlat: isFlat, expression)
        case .erroneous: .dyn
        }
    }

    private func not(_ operand: Expression) -> CELType {
        let type = type(operand)
        if !unifier.unify(.bool, type) {
            report(
                operand.range, "`!` negates a bool, found `\(shown(type))`",
                hint: type == .string ? "compare with `== \"\"`" : nil)
        }
        return .bool
    }

    private func negate(_ operand: Expression) -> CELType {
        let type = type(operand)
        switch type {
        case .int, .double, .dyn: return type
        case .parameter: return .dyn
        default:
            report(operand.range, "`-` negates an int or a double, found `\(shown(type))`")
            return .dyn
        }
    }

    private func logical(_ operation: LogicalOperator, _ operands: [Expression]) -> CELType {
        for operand in operands {
            let type = type(operand)
            guard !unifier.unify(.bool, type) else { continue }
            report(
                operand.range,
                "`\(operation.rawValue)` joins conditions, found `\(shown(type))`",
                hint: "compare it with something, or test it with `has(…)`")
        }
        return .bool
    }

    private func conditional(
        _ condition: Expression, _ first: Expression, _ second: Expression
    ) -> CELType {
        let conditionType = type(condition)
        if !unifier.unify(.bool, conditionType) {
            report(
                condition.range, "`? :` chooses by a bool, found `\(shown(conditionType))`")
        }
        let (left, right) = (type(first), type(second))
        let joined = unifier.join(left, right)
        if joined == .dyn, unifier.resolve(left) != .dyn, unifier.resolve(right) != .dyn {
            report(
                second.range,
                "`? :` has branches of `\(shown(left))` and `\(shown(right))`",
                hint: "make both of one type, or wrap one in `dyn(…)`")
        }
        return joined
    }

    private func list(_ elements: [Expression.Element]) -> CELType {
        var joined: CELType?
        for element in elements {
            let type = elementType(element.value, isOptional: element.isOptional)
            joined = joined.map { unifier.join($0, type) } ?? type
        }
        return .list(joined ?? unifier.fresh())
    }

    private func map(_ entries: [Expression.Entry]) -> CELType {
        var key: CELType?
        var value: CELType?
        for entry in entries {
            let keyType = checkedKey(entry.key)
            let valueType = elementType(entry.value, isOptional: entry.isOptional)
            key = key.map { unifier.join($0, keyType) } ?? keyType
            value = value.map { unifier.join($0, valueType) } ?? valueType
        }
        return .map(key ?? unifier.fresh(), value ?? unifier.fresh())
    }

    private func checkedKey(_ key: Expression) -> CELType {
        let type = type(key)
        switch type {
        case .int, .uint, .bool, .string, .dyn, .parameter: return type
        default:
            report(
                key.range,
                "a map's key is an int, a uint, a bool or a string, found `\(shown(type))`")
            return .dyn
        }
    }

    func elementType(_ value: Expression, isOptional: Bool) -> CELType {
        let type = type(value)
        guard isOptional else { return type }
        if case .optional(let wrapped) = type { return wrapped }
        if type != .dyn {
            report(
                value.range, "`?` marks an optional element, found `\(shown(type))`",
                hint: "wrap it in `optional.of(…)`")
        }
        return .dyn
    }
}

extension Value {
    /// The type of a literal.
    var checkedType: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .type: .type(.dyn)
        case .optional: .optional(.dyn)
        case .opaque(let value): .abstract(value.content.typeName, [])
        }
    }
}
