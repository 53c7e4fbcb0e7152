// What the planner asks of nodes. Calls and literals are folded; logic is cheap, and macros are left as they are written.

extension UnaryCallNode {
    var operandsAreConstant: Bool { argument.constant != nil }
}

extension BinaryCallNode {
    var operandsAreConstant: Bool { first.constant != nil && second.constant != nil }
}

extension CallNode {
    var operandsAreConstant: Bool { arguments.allSatisfy { $0.constant != nil } }
}

extension ListNode {
    var operandsAreConstant: Bool { elements.allSatisfy { $0.node.constant != nil } }
}

extension MapNode {
    var operandsAreConstant: Bool {
        entries.allSatisfy { $0.key.constant != nil && $0.value.constant != nil }
    }
}

extension MessageNode {
    var operandsAreConstant: Bool { fields.allSatisfy { $0.node.constant != nil } }
}

extension ArithmeticNode {
    var operandsAreConstant: Bool { left.constant != nil && right.constant != nil }
}

extension IntArithmeticNode {
    var operandsAreConstant: Bool { left.constant != nil && right.constant != nil }
}

extension DoubleArithmeticNode {
    var operandsAreConstant: Bool { left.constant != nil && right.constant != nil }
}

extension NegationNode {
    var operandsAreConstant: Bool { operand.constant != nil }
}
