/// `operand.field`, and `operand.?field`.
final class FieldNode: Node {
    let id: Int32
    private let operand: any Node
    private let field: String
    private let isOptional: Bool

    init(_ id: Int32, _ operand: any Node, _ field: String, isOptional: Bool) {
        self.id = id
        self.operand = operand
        self.field = field
        self.isOptional = isOptional
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let value = try operand.value(&frame)
        if case .optional(let wrapped) = value {
            guard let wrapped else { return value }
            let field = try wrapped.field(field, id)
            if case .optional = field { return field ?? .optional(nil) }
            return .optional(field)
        }
        let field = try value.field(field, id)
        if isOptional { return .optional(field) }
        guard let field else {
            throw Failure(.noSuchKey, "no such key: `\(self.field)`").blaming(id)
        }
        return field
    }
}

/// `has(operand.field)`.
final class FieldTestNode: BoolNode {
    let id: Int32
    private let operand: any Node
    private let field: String

    init(_ id: Int32, _ operand: any Node, _ field: String) {
        self.id = id
        self.operand = operand
        self.field = field
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        let value = try operand.value(&frame)
        guard case .optional(let wrapped) = value else { return try value.field(field, id) != nil }
        return try wrapped?.field(field, id) != nil
    }
}

extension Value {
    /// The value of a field, `nil` if there is none.
    fileprivate func field(_ name: String, _ id: Int32) throws(Failure) -> Value? {
        guard case .map(let map) = self else {
            throw Failure(
                .noSuchOverload, "`\(typeName)` has no fields, so no `\(name)`"
            ).blaming(id)
        }
        return map[name]
    }
}

/// `operand[index]`, and `operand[?index]`.
final class IndexNode: Node {
    let id: Int32
    private let operand: any Node
    private let index: any Node
    private let isOptional: Bool

    init(_ id: Int32, _ operand: any Node, _ index: any Node, isOptional: Bool) {
        self.id = id
        self.operand = operand
        self.index = index
        self.isOptional = isOptional
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let value = try operand.value(&frame)
        let key = try index.value(&frame)
        if case .optional(let wrapped) = value {
            guard let wrapped else { return value }
            return .optional(try element(of: wrapped, key))
        }
        let element = try element(of: value, key)
        if isOptional { return .optional(element) }
        guard let element else { throw missing(key, in: value) }
        return element
    }

    private func element(of value: Value, _ key: Value) throws(Failure) -> Value? {
        switch value {
        case .map(let map):
            return map[key]
        case .list(let list):
            guard let position = try position(key) else { return nil }
            return list.indices.contains(position) ? list[position] : nil
        default:
            throw Failure(
                .noSuchOverload, "no such overload: `\(value.typeName)[\(key.typeName)]`"
            ).blaming(id)
        }
    }

    private func position(_ key: Value) throws(Failure) -> Int? {
        switch key {
        case .int(let number): return Int(exactly: number)
        case .uint(let number): return Int(exactly: number)
        case .double(let number):
            if let whole = Int(exactly: number) { return whole }
            throw Failure(.invalidArgument, "`\(key.display)` is not a list index").blaming(id)
        default:
            throw Failure(
                .invalidArgument, "a list is indexed by an int, found `\(key.typeName)`"
            ).blaming(id)
        }
    }

    private func missing(_ key: Value, in value: Value) -> Failure {
        guard case .list(let list) = value else {
            let name = if case .string(let text) = key { text } else { key.display }
            return Failure(.noSuchKey, "no such key: `\(name)`").blaming(id)
        }
        return Failure(
            .indexOutOfRange, "index `\(key.display)` is outside of a list of \(list.count)"
        ).blaming(id)
    }
}
