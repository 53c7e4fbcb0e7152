/// A test of one string against something constant.
enum TextTest: Sendable {
    case equals([UInt8])
    case startsWith([UInt8])
    case endsWith([UInt8])
    case contains([UInt8])
    case isIn(TextSet)
    case matches(RegularExpression)
    case passes(@Sendable (ByteText) -> Bool)

    @inline(__always)
    func holds(_ text: ByteText) -> Bool {
        switch self {
        case .equals(let other): other.withUnsafeBytes { text.isEqual(to: $0) }
        case .startsWith(let prefix): prefix.withUnsafeBytes { text.starts(withText: $0) }
        case .endsWith(let suffix): suffix.withUnsafeBytes { text.ends(withText: $0) }
        case .contains(let part): part.withUnsafeBytes { text.contains(text: $0) }
        case .isIn(let set): set.contains(text)
        case .matches(let pattern): pattern.matches(text)
        case .passes(let test): test(text)
        }
    }
}

/// A test of a string variable against something constant, or its negation.
final class VariableTextTestNode: BoolNode {
    let id: Int32
    let variable: VariableNode
    let test: TextTest
    let slot: Int
    /// Whether a macro repeats it, so that its work counts.
    let isRepeated: Bool
    private let isNegated: Bool

    init(
        _ id: Int32, _ variable: VariableNode, _ test: TextTest, isRepeated: Bool,
        isNegated: Bool
    ) {
        self.id = id
        self.variable = variable
        self.test = test
        self.isRepeated = isRepeated
        self.isNegated = isNegated
        slot = variable.slot
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let slot = frame.slots[slot]
        guard slot.tag == .string else { throw variable.failure(slot, frame) }
        if isRepeated { try frame.charge(size: Int(slot.length)) }
        return test.holds(frame.text(slot)) != isNegated
    }

    var slotCondition: SlotCondition? {
        guard !isRepeated else { return nil }
        let condition = SlotCondition(self)
        return isNegated ? condition.negated : condition
    }

    /// The text that the variable is to be equal to, where that is the test.
    var wanted: [UInt8]? {
        if case .equals(let text) = test, !isNegated { text } else { nil }
    }

    /// The same test, negated.
    var negated: VariableTextTestNode {
        VariableTextTestNode(
            id, variable, test, isRepeated: isRepeated, isNegated: !isNegated)
    }
}

/// A test of a computed string against something constant.
final class TextTestNode: BoolNode {
    let id: Int32
    private let operand: any Node
    private let test: TextTest
    private let isNegated: Bool

    init(_ id: Int32, _ operand: any Node, _ test: TextTest, isNegated: Bool) {
        self.id = id
        self.operand = operand
        self.test = test
        self.isNegated = isNegated
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let value = try operand.value(&frame)
        guard case .string(var text) = value else { throw Failure.mismatch(value, .string, id) }
        try frame.charge(size: text.utf8.count)
        return text.withUTF8 { test.holds(ByteText($0)) } != isNegated
    }
}

/// A comparison of two string variables.
final class TextComparisonNode: BoolNode {
    let id: Int32
    private let operation: Comparison
    private let left: VariableNode
    private let right: VariableNode

    init(_ id: Int32, _ operation: Comparison, _ left: VariableNode, _ right: VariableNode) {
        self.id = id
        self.operation = operation
        self.left = left
        self.right = right
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let (a, b) = (try left.text(&frame), try right.text(&frame))
        try frame.charge(size: min(a.count, b.count))
        return switch operation {
        case .equal: a.isEqual(to: b)
        case .notEqual: !a.isEqual(to: b)
        default: operation.holds(a.order(to: b))
        }
    }
}

/// `size` of a string variable.
final class TextSizeNode: IntNode {
    let id: Int32
    private let variable: VariableNode
    /// Whether a macro repeats it, so that its work counts.
    private let isRepeated: Bool

    init(_ id: Int32, _ variable: VariableNode, isRepeated: Bool) {
        self.id = id
        self.variable = variable
        self.isRepeated = isRepeated
    }

    /// A comparison of the size with a constant as a test of the variable.
    func comparison(_ operation: Comparison, _ size: Int64) -> SlotCondition? {
        guard !isRepeated else { return nil }
        return SlotCondition(
            SlotTest(
                .size, .string, slot: variable.slot, operation, UInt64(bitPattern: size)))
    }

    func int(_ frame: inout Frame) throws(Failure) -> Int64 {
        let text = try variable.text(&frame)
        try frame.charge(size: text.count)
        return Int64(text.scalarCount)
    }
}

/// Whether an int is among constants.
final class IntMembershipNode: BoolNode {
    let id: Int32
    private let element: any Node
    private let values: [Int64]

    init(_ id: Int32, _ element: any Node, _ values: [Int64]) {
        self.id = id
        self.element = element
        self.values = values
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        values.contains(try element.int(&frame))
    }
}
