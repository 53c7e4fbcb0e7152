/// A value that is known beforehand.
final class ConstantNode: Node {
    let id: Int32
    private let stored: Value

    init(_ id: Int32, _ value: Value) {
        self.id = id
        stored = value
    }

    var constant: Value? { stored }
    func value(_ frame: inout Frame) throws(Failure) -> Value { stored }
}

/// A boolean that is known beforehand.
final class ConstantBoolNode: BoolNode {
    let id: Int32
    private let stored: Bool

    init(_ id: Int32, _ value: Bool) {
        self.id = id
        stored = value
    }

    var constant: Value? { .bool(stored) }
    func bool(_ frame: inout Frame) throws(Failure) -> Bool { stored }
}

/// An int that is known beforehand.
final class ConstantIntNode: IntNode {
    let id: Int32
    private let stored: Int64

    init(_ id: Int32, _ value: Int64) {
        self.id = id
        stored = value
    }

    var constant: Value? { .int(stored) }
    func int(_ frame: inout Frame) throws(Failure) -> Int64 { stored }
}

/// A double that is known beforehand.
final class ConstantDoubleNode: DoubleNode {
    let id: Int32
    private let stored: Double

    init(_ id: Int32, _ value: Double) {
        self.id = id
        stored = value
    }

    var constant: Value? { .double(stored) }
    func double(_ frame: inout Frame) throws(Failure) -> Double { stored }
}

/// A declared variable.
final class VariableNode: Node {
    let id: Int32
    let slot: Int
    private let type: CELType

    init(_ id: Int32, slot: Int, type: CELType) {
        self.id = id
        self.slot = slot
        self.type = type
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let slot = frame.slots[slot]
        guard slot.tag != .absent else { throw failure(slot, frame) }
        if slot.tag == .string || slot.tag == .bytes { try frame.charge(size: Int(slot.length)) }
        return frame.activation.value(of: slot)
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let slot = frame.slots[slot]
        guard slot.tag == .bool else { throw failure(slot, frame) }
        return slot.bits != 0
    }

    func int(_ frame: inout Frame) throws(Failure) -> Int64 {
        let slot = frame.slots[slot]
        guard slot.tag == .int else { throw failure(slot, frame) }
        return Int64(bitPattern: slot.bits)
    }

    var slotCondition: SlotCondition? {
        type == .bool ? SlotCondition(SlotTest(.bool, .bool, slot: slot)) : nil
    }

    func double(_ frame: inout Frame) throws(Failure) -> Double {
        let slot = frame.slots[slot]
        guard slot.tag == .double else { throw failure(slot, frame) }
        return Double(bitPattern: slot.bits)
    }

    func text(_ frame: inout Frame) throws(Failure) -> UnsafeRawBufferPointer {
        let slot = frame.slots[slot]
        guard slot.tag == .string else { throw failure(slot, frame) }
        return frame.text(slot)
    }

    @inline(never)
    func failure(_ slot: Slot, _ frame: Frame) -> Failure {
        if slot.tag == .absent { return Failure(.noSuchAttribute, node: id) }
        let name = frame.activation.value(of: slot).typeName
        let expected = type == .dyn ? "another type" : "`\(type)`"
        return Failure(.noSuchOverload, "no such overload: expected \(expected), found `\(name)`")
            .blaming(id)
    }
}

/// Whether a variable is present.
final class PresenceNode: BoolNode {
    let id: Int32
    private let slot: Int
    private let type: CELType

    init(_ id: Int32, slot: Int, type: CELType) {
        self.id = id
        self.slot = slot
        self.type = type
    }

    var slotCondition: SlotCondition? {
        SlotCondition(SlotTest(.present, Slot.Tag(type) ?? .value, slot: slot))
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool { frame.slots[slot].tag != .absent }
}

/// A name that a macro declares.
final class LocalNode: Node {
    let id: Int32
    private let number: Int

    init(_ id: Int32, number: Int) {
        self.id = id
        self.number = number
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        guard let value = frame.locals[number] else { throw Failure(.noSuchAttribute, node: id) }
        return value
    }
}

/// What always fails: an unknown name in an unchecked expression.
final class FailingNode: Node {
    let id: Int32
    private let failure: Failure

    init(_ id: Int32, _ code: EvaluationError.Code, _ message: String) {
        self.id = id
        failure = Failure(code, message).blaming(id)
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value { throw failure }
}
