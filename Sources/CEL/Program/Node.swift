/// A step of a planned program.
///
/// Every node can give its value; nodes whose type is known beforehand also give it bare, without
/// the detour over ``Value``.
protocol Node: AnyObject, Sendable {
    /// The syntax node it was planned from.
    var id: Int32 { get }
    /// The value, if it is the same for every activation.
    var constant: Value? { get }
    /// Whether it computes something from constants only.
    ///
    /// A requirement rather than a protocol of its own, because looking up a conformance that does
    /// not exist takes longer than planning the node.
    var operandsAreConstant: Bool { get }
    /// The node as tests of variables, if it consists of nothing else.
    var slotCondition: SlotCondition? { get }
    func value(_ frame: inout Frame) throws(Failure) -> Value
    func bool(_ frame: inout Frame) throws(Failure) -> Bool
    func int(_ frame: inout Frame) throws(Failure) -> Int64
    func double(_ frame: inout Frame) throws(Failure) -> Double
}

extension Node {
    var constant: Value? { nil }
    var operandsAreConstant: Bool { false }
    var slotCondition: SlotCondition? { nil }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let value = try value(&frame)
        guard case .bool(let bool) = value else { throw Failure.mismatch(value, .bool, id) }
        return bool
    }

    func int(_ frame: inout Frame) throws(Failure) -> Int64 {
        let value = try value(&frame)
        guard case .int(let int) = value else { throw Failure.mismatch(value, .int, id) }
        return int
    }

    func double(_ frame: inout Frame) throws(Failure) -> Double {
        let value = try value(&frame)
        guard case .double(let double) = value else { throw Failure.mismatch(value, .double, id) }
        return double
    }
}

extension Failure {
    static func mismatch(_ value: Value, _ expected: CELType, _ node: Int32) -> Failure {
        Failure(
            .noSuchOverload, "no such overload: expected `\(expected)`, found `\(value.typeName)`"
        ).blaming(node)
    }
}

/// A node that gives a boolean.
protocol BoolNode: Node {}

extension BoolNode {
    func value(_ frame: inout Frame) throws(Failure) -> Value { .bool(try bool(&frame)) }
}

/// A node that gives an int.
protocol IntNode: Node {}

extension IntNode {
    func value(_ frame: inout Frame) throws(Failure) -> Value { .int(try int(&frame)) }
}

/// A node that gives a double.
protocol DoubleNode: Node {}

extension DoubleNode {
    func value(_ frame: inout Frame) throws(Failure) -> Value { .double(try double(&frame)) }
}
