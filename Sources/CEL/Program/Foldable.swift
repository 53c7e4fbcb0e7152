// Calls and literals are folded; logic is cheap, and macros are left as they are written.

extension UnaryCallNode: Foldable {
    var operandsAreConstant: Bool { argument.constant != nil }
}

extension BinaryCallNode: Foldable {
    var operandsAreConstant: Bool { first.constant != nil && second.constant != nil }
}

extension CallNode: Foldable {
    var operandsAreConstant: Bool { arguments.allSatisfy { $0.constant != nil } }
}

extension ListNode: Foldable {
    var operandsAreConstant: Bool { elements.allSatisfy { $0.node.constant != nil } }
}

extension MapNode: Foldable {
    var operandsAreConstant: Bool {
        entries.allSatisfy { $0.key.constant != nil && $0.value.constant != nil }
    }
}

extension ArithmeticNode: Foldable {
    var operandsAreConstant: Bool { left.constant != nil && right.constant != nil }
}

extension IntArithmeticNode: Foldable {
    var operandsAreConstant: Bool { left.constant != nil && right.constant != nil }
}

extension DoubleArithmeticNode: Foldable {
    var operandsAreConstant: Bool { left.constant != nil && right.constant != nil }
}

extension NegationNode: Foldable {
    var operandsAreConstant: Bool { operand.constant != nil }
}
