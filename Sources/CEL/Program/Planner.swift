/// Turns a checked tree into nodes: names become slots, constants are folded, and what has known
/// types gets nodes made for them.
// A class, because copies of its tables would make planning quadratic.
final class Planner {
    let checked: CheckedExpression
    let environment: Environment
    /// Whether faulty constants are left to fail at evaluation.
    let isLenient: Bool
    var problems: [Problem] = []
    /// The nodes of conditions, by the id of their expression, to explain them later.
    private(set) var planned: [Int: any Node] = [:]
    /// How the names that `cel.bind` declares are defined, by number.
    var definitions: [Int: (node: any Node, cost: Int)] = [:]
    /// How many macros surround what is planned; inside one, a node cannot stand alone.
    private var macroDepth = 0
    var isInsideMacro: Bool { macroDepth > 0 }
    private let scratch: Activation

    init(checked: CheckedExpression, environment: Environment, isLenient: Bool) {
        self.isLenient = isLenient
        self.checked = checked
        self.environment = environment
        scratch = Activation(Environment.empty)
    }

    func plan(_ expression: Expression) -> any Node {
        let node = fold(make(expression))
        if macroDepth == 0 { planned[expression.id] = node }
        return node
    }

    func planInside(_ expression: Expression) -> any Node {
        macroDepth += 1
        defer { macroDepth -= 1 }
        return plan(expression)
    }

    private func make(_ expression: Expression) -> any Node {
        let id = Int32(expression.id)
        switch expression.kind {
        case .literal(let value): return constant(id, value)
        case .identifier, .select: return access(expression, id)
        case .test(let selection):
            if case .variable(let slot)? = checked.references[expression.id] {
                return PresenceNode(id, slot: slot, type: environment.variables[slot].type)
            }
            return FieldTestNode(id, plan(selection.operand), selection.field)
        case .presence: return presence(expression, id)
        case .index(let operand, let index, let isOptional):
            return IndexNode(id, plan(operand), plan(index), isOptional: isOptional)
        case .call(let call): return self.call(call, expression, id)
        case .not(let operand): return negation(plan(operand), id)
        case .negate(let operand): return NegationNode(id, plan(operand))
        case .binary(let operation, let left, let right):
            return binary(operation, left, right, id)
        case .logical(let operation, let operands):
            let nodes = operands.map { plan($0) }
            let joined = together(operation, operation == .or ? alternatives(nodes) : nodes, id)
            return logical(operation, joined[...], id)
        case .conditional(let condition, let first, let second):
            return ConditionalNode(id, plan(condition), plan(first), plan(second))
        case .list(let elements):
            return ListNode(id, elements.map { (plan($0.value), $0.isOptional) })
        case .map(let entries):
            return MapNode(
                id,
                entries.map {
                    MapNode.Entry(
                        key: plan($0.key), value: plan($0.value), isOptional: $0.isOptional)
                })
        case .message(let message): return self.message(message, expression, id)
        case .comprehension(let macro): return comprehension(macro, expression, id)
        case .bind(_, let value, let body): return bind(value, body, expression, id)
        case .optionalMap(let source, _, let transform, let isFlat):
            return OptionalMapNode(
                id, plan(source), number: declared(expression).0, transform: planInside(transform),
                isFlat: isFlat)
        case .erroneous: return FailingNode(id, .invalidArgument, "the expression is faulty")
        }
    }

    // MARK: Constants

    private func constant(_ id: Int32, _ value: Value) -> any Node {
        switch value {
        case .bool(let value): ConstantBoolNode(id, value)
        case .int(let value): ConstantIntNode(id, value)
        case .double(let value): ConstantDoubleNode(id, value)
        default: ConstantNode(id, value)
        }
    }

    /// Evaluates what reads no variable; what then fails is left to fail at evaluation.
    private func fold(_ node: any Node) -> any Node {
        guard node.constant == nil, node.operandsAreConstant else { return node }
        var frame = Frame(scratch, steps: 10_000)
        guard let value = try? node.value(&frame) else { return node }
        return constant(node.id, value)
    }

    private func message(
        _ message: Expression.Message, _ expression: Expression, _ id: Int32
    ) -> any Node {
        switch checked.references[expression.id] {
        case .message(let type)?:
            return MessageNode(
                id, type,
                message.fields.map { ($0.name, plan($0.value), $0.isOptional) })
        case .nothing(let code, let message)?:
            return FailingNode(id, code, message)
        default:
            return FailingNode(id, .noSuchAttribute, "unknown message `\(message.name)`")
        }
    }

    // MARK: Names

    private func access(_ expression: Expression, _ id: Int32) -> any Node {
        switch checked.references[expression.id] {
        case .variable(let slot)?:
            return VariableNode(id, slot: slot, type: environment.variables[slot].type)
        case .local(let number)?:
            guard let (definition, cost) = definitions[number] else {
                return LocalNode(id, number: number)
            }
            return BoundNode(id, number: number, definition: definition, cost: cost)
        case .typeName(let name)?:
            return ConstantNode(id, .type(name))
        case .nothing(let code, let message)?:
            return FailingNode(id, code, message)
        case .function?, .namespacedFunction?, .message?, .declared?, nil:
            break
        }
        guard case .select(let selection) = expression.kind else {
            return FailingNode(id, .noSuchAttribute, "unknown variable")
        }
        return FieldNode(
            id, plan(selection.operand), selection.field, isOptional: selection.isOptional)
    }

    private func presence(_ expression: Expression, _ id: Int32) -> any Node {
        switch checked.references[expression.id] {
        case .variable(let slot)?:
            PresenceNode(id, slot: slot, type: environment.variables[slot].type)
        case .nothing(let code, let message)?: FailingNode(id, code, message)
        default: ConstantBoolNode(id, false)
        }
    }

    // MARK: Logic

    /// A balanced tree, so that many operands do not nest deep; the order stays.
    private func logical(
        _ operation: LogicalOperator, _ operands: ArraySlice<any Node>, _ id: Int32
    ) -> any Node {
        guard operands.count > 1 else { return operands[operands.startIndex] }
        let middle = operands.startIndex + operands.count / 2
        let left = logical(operation, operands[..<middle], id)
        let right = logical(operation, operands[middle...], id)
        return operation == .and ? AndNode(id, left, right) : OrNode(id, left, right)
    }

    /// Joins tests of variables that follow each other into one node.
    private func together(
        _ operation: LogicalOperator, _ operands: [any Node], _ id: Int32
    ) -> [any Node] {
        var joined: [any Node] = []
        var run: (condition: SlotCondition, nodes: [any Node])?
        func end() {
            guard let (condition, nodes) = run else { return }
            let general = logical(operation, nodes[...], id)
            joined.append(
                nodes.count == 1 ? general : SlotConditionNode(id, condition, general: general))
            run = nil
        }
        for operand in operands {
            guard let condition = operand.slotCondition else {
                end()
                joined.append(operand)
                continue
            }
            run?.condition.join(operation, condition)
            run?.nodes.append(operand)
            if run == nil { run = (condition, [operand]) }
        }
        end()
        return joined
    }

    /// Joins comparisons of one variable with several texts that follow each other into one test.
    private func alternatives(_ operands: [any Node]) -> [any Node] {
        var joined: [any Node] = []
        var run: (first: VariableTextTestNode, texts: [[UInt8]])?
        func end() {
            guard let (first, texts) = run else { return }
            joined.append(
                texts.count == 1
                    ? first
                    : VariableTextTestNode(
                        first.id, first.variable, .isIn(TextSet(texts)),
                        isRepeated: first.isRepeated,
                        isNegated: false))
            run = nil
        }
        for operand in operands {
            guard let test = operand as? VariableTextTestNode, let text = test.wanted else {
                end()
                joined.append(operand)
                continue
            }
            if run?.first.variable.slot != test.variable.slot { end() }
            if run == nil { run = (test, []) }
            run?.texts.append(text)
        }
        end()
        return joined
    }

    private func negation(_ operand: any Node, _ id: Int32) -> any Node {
        (operand as? VariableTextTestNode)?.negated ?? NotNode(id, operand)
    }

    // MARK: Macros

    private func declared(_ expression: Expression) -> (Int, Int?) {
        guard case .declared(let first, let second)? = checked.references[expression.id] else {
            return (0, nil)
        }
        return (first, second)
    }

    private func bind(
        _ value: Expression, _ body: Expression, _ expression: Expression, _ id: Int32
    ) -> any Node {
        let number = declared(expression).0
        definitions[number] = (planInside(value), value.size)
        return BindNode(id, number: number, body: planInside(body))
    }

    private func comprehension(
        _ macro: Expression.Comprehension, _ expression: Expression, _ id: Int32
    ) -> any Node {
        let (first, second) = declared(expression)
        let cost = (macro.condition?.size ?? 0) + (macro.transform?.size ?? 0)
        let iteration = Iteration(
            source: plan(macro.source), first: first, second: second, cost: cost)
        let condition = macro.condition.map { planInside($0) }
        let transform = macro.transform.map { planInside($0) }
        let always = ConstantBoolNode(id, true)
        return switch macro.kind {
        case .all: QuantifierNode(id, iteration, condition ?? always, deciding: false)
        case .exists: QuantifierNode(id, iteration, condition ?? always, deciding: true)
        case .existsOne: ExistsOneNode(id, iteration, condition ?? always)
        case .filter, .map, .transformList:
            ListMacroNode(id, iteration, condition: condition, transform: transform)
        case .transformMap, .transformMapEntry:
            MapMacroNode(
                id, iteration, condition: condition, transform: transform ?? always,
                makesEntries: macro.kind == .transformMapEntry)
        }
    }
}

extension Expression {
    /// How many nodes it consists of; what one evaluation of it costs, loops aside.
    var size: Int { 1 + children.reduce(0) { $0 + $1.size } }
}

extension Environment {
    static let empty = Environment(variables: [])
}
