/// `left && right`: false if either is false, even if the other one fails.
final class AndNode: BoolNode {
    let id: Int32
    private let left: any Node
    private let right: any Node

    init(_ id: Int32, _ left: any Node, _ right: any Node) {
        self.id = id
        self.left = left
        self.right = right
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let first: Bool
        do throws(Failure) {
            first = try left.bool(&frame)
        } catch {
            return try absorb(error, &frame)
        }
        return first ? try right.bool(&frame) : false
    }

    @inline(never)
    private func absorb(_ failure: Failure, _ frame: inout Frame) throws(Failure) -> Bool {
        if failure.code != .limitExceeded {
            do throws(Failure) {
                if try !right.bool(&frame) { return false }
            } catch {
                if error.code == .limitExceeded { throw error }
            }
        }
        throw failure
    }
}

/// `left || right`: true if either is true, even if the other one fails.
final class OrNode: BoolNode {
    let id: Int32
    private let left: any Node
    private let right: any Node

    init(_ id: Int32, _ left: any Node, _ right: any Node) {
        self.id = id
        self.left = left
        self.right = right
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let first: Bool
        do throws(Failure) {
            first = try left.bool(&frame)
        } catch {
            return try absorb(error, &frame)
        }
        return first ? true : try right.bool(&frame)
    }

    @inline(never)
    private func absorb(_ failure: Failure, _ frame: inout Frame) throws(Failure) -> Bool {
        if failure.code != .limitExceeded {
            do throws(Failure) {
                if try right.bool(&frame) { return true }
            } catch {
                if error.code == .limitExceeded { throw error }
            }
        }
        throw failure
    }
}

/// `!operand`.
final class NotNode: BoolNode {
    let id: Int32
    private let operand: any Node

    init(_ id: Int32, _ operand: any Node) {
        self.id = id
        self.operand = operand
    }

    var slotCondition: SlotCondition? {
        operand.slotCondition?.negated
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool { try !operand.bool(&frame) }
}

/// `condition ? first : second`.
final class ConditionalNode: Node {
    let id: Int32
    private let condition: any Node
    private let first: any Node
    private let second: any Node

    init(_ id: Int32, _ condition: any Node, _ first: any Node, _ second: any Node) {
        self.id = id
        self.condition = condition
        self.first = first
        self.second = second
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        try condition.bool(&frame) ? first.value(&frame) : second.value(&frame)
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        try condition.bool(&frame) ? first.bool(&frame) : second.bool(&frame)
    }

    func int(_ frame: inout Frame) throws(Failure) -> Int64 {
        try condition.bool(&frame) ? first.int(&frame) : second.int(&frame)
    }

    func double(_ frame: inout Frame) throws(Failure) -> Double {
        try condition.bool(&frame) ? first.double(&frame) : second.double(&frame)
    }
}
