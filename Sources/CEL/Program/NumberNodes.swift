/// A comparison of two ints.
final class IntComparisonNode: BoolNode {
    let id: Int32
    private let operation: Comparison
    private let left: any Node
    private let right: any Node

    init(_ id: Int32, _ operation: Comparison, _ left: any Node, _ right: any Node) {
        self.id = id
        self.operation = operation
        self.left = left
        self.right = right
    }

    var slotCondition: SlotCondition? {
        if let size = left as? TextSizeNode, case .int(let value)? = right.constant {
            return size.comparison(operation, value)
        }
        if let size = right as? TextSizeNode, case .int(let value)? = left.constant {
            return size.comparison(operation.mirrored, value)
        }
        return nil
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        operation.holds(try left.int(&frame), try right.int(&frame))
    }
}

/// A comparison of two doubles.
final class DoubleComparisonNode: BoolNode {
    let id: Int32
    private let operation: Comparison
    private let left: any Node
    private let right: any Node

    init(_ id: Int32, _ operation: Comparison, _ left: any Node, _ right: any Node) {
        self.id = id
        self.operation = operation
        self.left = left
        self.right = right
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        operation.holds(try left.double(&frame), try right.double(&frame))
    }
}

/// A comparison of a double variable with a constant.
final class DoubleVariableComparisonNode: BoolNode {
    let id: Int32
    private let operation: Comparison
    private let variable: VariableNode
    private let slot: Int
    private let constantValue: Double

    init(_ id: Int32, _ operation: Comparison, _ variable: VariableNode, _ constant: Double) {
        self.id = id
        self.operation = operation
        self.variable = variable
        slot = variable.slot
        constantValue = constant
    }

    var slotCondition: SlotCondition? {
        SlotCondition(
            SlotTest(.double, .double, slot: slot, operation, constantValue.bitPattern))
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let slot = frame.slots[slot]
        guard slot.tag == .double else { throw variable.failure(slot, frame) }
        return operation.holds(Double(bitPattern: slot.bits), constantValue)
    }
}

/// A comparison of an int variable with a constant.
final class IntVariableComparisonNode: BoolNode {
    let id: Int32
    private let operation: Comparison
    private let variable: VariableNode
    private let slot: Int
    private let constantValue: Int64

    init(_ id: Int32, _ operation: Comparison, _ variable: VariableNode, _ constant: Int64) {
        self.id = id
        self.operation = operation
        self.variable = variable
        slot = variable.slot
        constantValue = constant
    }

    var slotCondition: SlotCondition? {
        SlotCondition(
            SlotTest(.int, .int, slot: slot, operation, UInt64(bitPattern: constantValue)))
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let slot = frame.slots[slot]
        guard slot.tag == .int else { throw variable.failure(slot, frame) }
        return operation.holds(Int64(bitPattern: slot.bits), constantValue)
    }
}

/// How two values are compared.
enum Comparison: Sendable {
    case equal, notEqual, less, lessEqual, greater, greaterEqual

    init?(_ operation: BinaryOperator) {
        switch operation {
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessEqual: self = .lessEqual
        case .greater: self = .greater
        case .greaterEqual: self = .greaterEqual
        case .contains, .add, .subtract, .multiply, .divide, .remainder: return nil
        }
    }

    /// The comparison that holds when the operands change sides.
    var mirrored: Comparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessEqual: .greaterEqual
        case .greater: .less
        case .greaterEqual: .lessEqual
        }
    }

    @inline(__always)
    func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessEqual: left <= right
        case .greater: left > right
        case .greaterEqual: left >= right
        }
    }

    func holds(_ order: Ordering) -> Bool {
        switch self {
        case .equal: order == .equal
        case .notEqual: order != .equal
        case .less: order == .less
        case .lessEqual: order == .less || order == .equal
        case .greater: order == .greater
        case .greaterEqual: order == .greater || order == .equal
        }
    }
}

/// Arithmetic on two ints.
final class IntArithmeticNode: IntNode {
    let id: Int32
    private let operation: BinaryOperator
    let left: any Node
    let right: any Node

    init(_ id: Int32, _ operation: BinaryOperator, _ left: any Node, _ right: any Node) {
        self.id = id
        self.operation = operation
        self.left = left
        self.right = right
    }

    func int(_ frame: inout Frame) throws(Failure) -> Int64 {
        let (a, b) = (try left.int(&frame), try right.int(&frame))
        do throws(Failure) {
            return try Arithmetic.integer(operation, a, b)
        } catch {
            throw error.blaming(id)
        }
    }
}

/// Arithmetic on two doubles.
final class DoubleArithmeticNode: DoubleNode {
    let id: Int32
    private let operation: BinaryOperator
    let left: any Node
    let right: any Node

    init(_ id: Int32, _ operation: BinaryOperator, _ left: any Node, _ right: any Node) {
        self.id = id
        self.operation = operation
        self.left = left
        self.right = right
    }

    func double(_ frame: inout Frame) throws(Failure) -> Double {
        let (a, b) = (try left.double(&frame), try right.double(&frame))
        return switch operation {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        default: throw Failure(.noSuchOverload, node: id)
        }
    }
}
