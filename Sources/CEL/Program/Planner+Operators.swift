extension Planner {
    // MARK: Operators

    func binary(
        _ operation: BinaryOperator, _ leftExpression: Expression, _ rightExpression: Expression,
        _ id: Int32
    ) -> any Node {
        let (left, right) = (plan(leftExpression), plan(rightExpression))
        let types = (checked.type(of: leftExpression), checked.type(of: rightExpression))
        if operation == .contains { return membership(left, right, types.0, id) }
        guard let comparison = Comparison(operation) else {
            return arithmetic(operation, left, right, types, id)
        }
        switch types {
        case (.int, .int): return intComparison(comparison, left, right, id)
        case (.double, .double): return doubleComparison(comparison, left, right, id)
        case (.string, .string):
            if let node = textComparison(comparison, left, right, id) { return node }
        default: break
        }
        return comparisonOfUnknown(operation, comparison, left, right, id)
    }

    private func comparisonOfUnknown(
        _ operation: BinaryOperator, _ comparison: Comparison, _ left: any Node, _ right: any Node,
        _ id: Int32
    ) -> any Node {
        let general = ComparisonNode(id, operation, comparison, left, right)
        if let variable = left as? VariableNode, let constant = right.constant {
            return DynamicVariableComparisonNode(
                id, comparison, variable, constant, general: general)
        }
        if let variable = right as? VariableNode, let constant = left.constant {
            return DynamicVariableComparisonNode(
                id, comparison.mirrored, variable, constant, general: general)
        }
        return general
    }

    private func arithmetic(
        _ operation: BinaryOperator, _ left: any Node, _ right: any Node,
        _ types: (CELType, CELType), _ id: Int32
    ) -> any Node {
        switch types {
        case (.int, .int): IntArithmeticNode(id, operation, left, right)
        case (.double, .double) where operation != .remainder:
            DoubleArithmeticNode(id, operation, left, right)
        default: ArithmeticNode(id, operation, left, right)
        }
    }

    private func intComparison(
        _ comparison: Comparison, _ left: any Node, _ right: any Node, _ id: Int32
    ) -> any Node {
        if let variable = left as? VariableNode, case .int(let value)? = right.constant {
            return IntVariableComparisonNode(id, comparison, variable, value)
        }
        if let variable = right as? VariableNode, case .int(let value)? = left.constant {
            return IntVariableComparisonNode(id, comparison.mirrored, variable, value)
        }
        return IntComparisonNode(id, comparison, left, right)
    }

    private func doubleComparison(
        _ comparison: Comparison, _ left: any Node, _ right: any Node, _ id: Int32
    ) -> any Node {
        if let variable = left as? VariableNode, case .double(let value)? = right.constant {
            return DoubleVariableComparisonNode(id, comparison, variable, value)
        }
        if let variable = right as? VariableNode, case .double(let value)? = left.constant {
            return DoubleVariableComparisonNode(id, comparison.mirrored, variable, value)
        }
        return DoubleComparisonNode(id, comparison, left, right)
    }

    private func textComparison(
        _ comparison: Comparison, _ left: any Node, _ right: any Node, _ id: Int32
    ) -> (any Node)? {
        if let left = left as? VariableNode, let right = right as? VariableNode {
            return TextComparisonNode(id, comparison, left, right)
        }
        guard comparison == .equal || comparison == .notEqual else { return nil }
        let isNegated = comparison == .notEqual
        if case .string(let text)? = right.constant {
            return textTest(left, .equals(Array(text.utf8)), id, isNegated: isNegated)
        }
        if case .string(let text)? = left.constant {
            return textTest(right, .equals(Array(text.utf8)), id, isNegated: isNegated)
        }
        return nil
    }

    func textTest(
        _ operand: any Node, _ test: TextTest, _ id: Int32, isNegated: Bool = false
    ) -> any Node {
        if let variable = operand as? VariableNode {
            return VariableTextTestNode(
                id, variable, test, isRepeated: isInsideMacro, isNegated: isNegated)
        }
        return TextTestNode(id, operand, test, isNegated: isNegated)
    }

    private func membership(
        _ element: any Node, _ collection: any Node, _ type: CELType, _ id: Int32
    ) -> any Node {
        guard case .list(let values)? = collection.constant else {
            return MembershipNode(id, element, collection)
        }
        let strings = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        if type == .string, strings.count == values.count {
            return textTest(element, .isIn(TextSet(strings)), id)
        }
        let ints = values.compactMap { if case .int(let value) = $0 { value } else { nil } }
        if type == .int, ints.count == values.count, ints.count <= 16 {
            return IntMembershipNode(id, element, ints)
        }
        return values.count > 8
            ? ConstantMembershipNode(id, element, values) : MembershipNode(id, element, collection)
    }
}
