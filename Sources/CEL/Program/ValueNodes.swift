/// An operator on values whose types are known only at evaluation.
final class ArithmeticNode: Node {
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

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let (a, b) = (try left.value(&frame), try right.value(&frame))
        do throws(Failure) {
            return try Arithmetic.apply(operation, a, b, &frame)
        } catch {
            throw error.blaming(id)
        }
    }
}

/// Equality or order of two values whose types are known only at evaluation.
final class ComparisonNode: BoolNode {
    let id: Int32
    private let source: BinaryOperator
    private let operation: Comparison
    private let left: any Node
    private let right: any Node

    init(
        _ id: Int32, _ source: BinaryOperator, _ operation: Comparison, _ left: any Node,
        _ right: any Node
    ) {
        self.id = id
        self.source = source
        self.operation = operation
        self.left = left
        self.right = right
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let (a, b) = (try left.value(&frame), try right.value(&frame))
        switch operation {
        case .equal: return try Arithmetic.equal(a, b, &frame)
        case .notEqual: return try !Arithmetic.equal(a, b, &frame)
        default: break
        }
        guard let order = compareValues(a, b) else {
            throw Arithmetic.noOverload(source, a, b).blaming(id)
        }
        return operation.holds(order)
    }
}

/// `element in collection`.
final class MembershipNode: BoolNode {
    let id: Int32
    private let element: any Node
    private let collection: any Node

    init(_ id: Int32, _ element: any Node, _ collection: any Node) {
        self.id = id
        self.element = element
        self.collection = collection
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let (a, b) = (try element.value(&frame), try collection.value(&frame))
        do throws(Failure) {
            return try Arithmetic.contains(a, in: b, &frame)
        } catch {
            throw error.blaming(id)
        }
    }
}

/// `element in [constants]`, with a long list hashed.
final class ConstantMembershipNode: BoolNode {
    let id: Int32
    private let element: any Node
    private let set: Set<Value>

    init(_ id: Int32, _ element: any Node, _ values: [Value]) {
        self.id = id
        self.element = element
        set = Set(values)
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        set.contains(try element.value(&frame))
    }
}

/// `-operand`.
final class NegationNode: Node {
    let id: Int32
    let operand: any Node

    init(_ id: Int32, _ operand: any Node) {
        self.id = id
        self.operand = operand
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let value = try operand.value(&frame)
        switch value {
        case .int(let number):
            guard number != .min else {
                throw Failure(.overflow, "`-(\(number))` does not fit into 64 bits").blaming(id)
            }
            return .int(-number)
        case .double(let number):
            return .double(-number)
        default:
            throw Failure(.noSuchOverload, "no such overload: `-\(value.typeName)`").blaming(id)
        }
    }
}

/// A list literal.
final class ListNode: Node {
    let id: Int32
    let elements: [(node: any Node, isOptional: Bool)]

    init(_ id: Int32, _ elements: [(node: any Node, isOptional: Bool)]) {
        self.id = id
        self.elements = elements
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        try frame.charge(elements.count)
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            let value = try element.node.value(&frame)
            if element.isOptional {
                if let present = try value.unwrapped(id) { values.append(present) }
            } else {
                values.append(value)
            }
        }
        return .list(values)
    }
}

/// A map literal.
final class MapNode: Node {
    let id: Int32
    let entries: [Entry]

    struct Entry: Sendable {
        let key: any Node
        let value: any Node
        let isOptional: Bool
    }

    init(_ id: Int32, _ entries: [Entry]) {
        self.id = id
        self.entries = entries
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        try frame.charge(entries.count)
        var values: [ValueMap.Entry] = []
        values.reserveCapacity(entries.count)
        for entry in entries {
            let key = try entry.key.value(&frame)
            guard key.isMapKey else {
                throw Failure(
                    .invalidArgument, "a map's key cannot be a `\(key.typeName)`"
                ).blaming(entry.key.id)
            }
            let value = try entry.value.value(&frame)
            guard entry.isOptional else {
                values.append(ValueMap.Entry(key: key, value: value))
                continue
            }
            if let present = try value.unwrapped(id) {
                values.append(ValueMap.Entry(key: key, value: present))
            }
        }
        return .map(try ValueMap.checked(values, id))
    }
}

extension ValueMap {
    /// Makes a map, or fails if two keys are equal.
    static func checked(_ entries: [Entry], _ id: Int32) throws(Failure) -> ValueMap {
        let (map, duplicate) = make(entries)
        if let map { return map }
        let key = duplicate.map { entries[$0].key.display } ?? ""
        throw Failure(.duplicateKey, "the key `\(key)` occurs twice").blaming(id)
    }
}

extension Value {
    var isMapKey: Bool {
        switch self {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }

    /// The value inside an optional one.
    func unwrapped(_ id: Int32) throws(Failure) -> Value? {
        guard case .optional(let value) = self else {
            throw Failure(
                .noSuchOverload, "no such overload: expected an optional value, found `\(typeName)`"
            ).blaming(id)
        }
        return value
    }
}
