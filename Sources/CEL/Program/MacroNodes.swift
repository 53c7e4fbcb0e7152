/// What a macro goes through, and the names it declares on the way.
struct Iteration: Sendable {
    let source: any Node
    let first: Int
    let second: Int?
    /// The steps that one round costs.
    let cost: Int

    /// Calls `round` for each element or key until it returns false.
    func run(
        _ frame: inout Frame, _ id: Int32,
        _ round: (Value, inout Frame) throws(Failure) -> Bool
    ) throws(Failure) {
        let source = try source.value(&frame)
        switch source {
        case .list(let list):
            for (index, element) in list.enumerated() {
                try frame.charge(cost)
                frame.locals[first] = second == nil ? element : .int(Int64(index))
                if let second { frame.locals[second] = element }
                if try !round(element, &frame) { return }
            }
        case .map(let map):
            for entry in map.entries {
                try frame.charge(cost)
                frame.locals[first] = entry.key
                if let second { frame.locals[second] = entry.value }
                if try !round(entry.key, &frame) { return }
            }
        default:
            throw Failure(
                .noSuchOverload, "a macro goes through a list or a map, found `\(source.typeName)`"
            ).blaming(id)
        }
    }
}

/// `all` and `exists`: the first element that decides wins over errors of others.
final class QuantifierNode: BoolNode {
    let id: Int32
    private let iteration: Iteration
    private let condition: any Node
    private let deciding: Bool

    init(_ id: Int32, _ iteration: Iteration, _ condition: any Node, deciding: Bool) {
        self.id = id
        self.iteration = iteration
        self.condition = condition
        self.deciding = deciding
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        var failure: Failure?
        var isDecided = false
        try iteration.run(&frame, id) { (_, frame) throws(Failure) in
            do throws(Failure) {
                isDecided = try condition.bool(&frame) == deciding
            } catch {
                if error.code == .limitExceeded { throw error }
                failure = failure ?? error
            }
            return !isDecided
        }
        if isDecided { return deciding }
        if let failure { throw failure }
        return !deciding
    }
}

/// `exists_one`: whether exactly one element fits; errors are not absorbed.
final class ExistsOneNode: BoolNode {
    let id: Int32
    private let iteration: Iteration
    private let condition: any Node

    init(_ id: Int32, _ iteration: Iteration, _ condition: any Node) {
        self.id = id
        self.iteration = iteration
        self.condition = condition
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        var count = 0
        try iteration.run(&frame, id) { (_, frame) throws(Failure) in
            if try condition.bool(&frame) { count += 1 }
            return true
        }
        return count == 1
    }
}

/// `filter`, `map` and `transformList`.
final class ListMacroNode: Node {
    let id: Int32
    private let iteration: Iteration
    private let condition: (any Node)?
    private let transform: (any Node)?

    init(
        _ id: Int32, _ iteration: Iteration, condition: (any Node)?, transform: (any Node)?
    ) {
        self.id = id
        self.iteration = iteration
        self.condition = condition
        self.transform = transform
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        var values: [Value] = []
        try iteration.run(&frame, id) { (element, frame) throws(Failure) in
            if let condition, try !condition.bool(&frame) { return true }
            values.append(try transform?.value(&frame) ?? element)
            return true
        }
        return .list(values)
    }
}

/// `transformMap` and `transformMapEntry`.
final class MapMacroNode: Node {
    let id: Int32
    private let iteration: Iteration
    private let condition: (any Node)?
    private let transform: any Node
    private let makesEntries: Bool

    init(
        _ id: Int32, _ iteration: Iteration, condition: (any Node)?, transform: any Node,
        makesEntries: Bool
    ) {
        self.id = id
        self.iteration = iteration
        self.condition = condition
        self.transform = transform
        self.makesEntries = makesEntries
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        var entries: [ValueMap.Entry] = []
        try iteration.run(&frame, id) { (key, frame) throws(Failure) in
            if let condition, try !condition.bool(&frame) { return true }
            let value = try transform.value(&frame)
            guard makesEntries else {
                let key = frame.locals[iteration.first] ?? key
                entries.append(ValueMap.Entry(key: key, value: value))
                return true
            }
            guard case .map(let map) = value else {
                throw Failure.mismatch(value, .map(.dyn, .dyn), id)
            }
            entries += map.entries
            return true
        }
        return .map(try ValueMap.checked(entries, id))
    }
}

/// `cel.bind(name, value, body)`: the value is found when it is first read.
final class BindNode: Node {
    let id: Int32
    private let number: Int
    private let body: any Node

    init(_ id: Int32, number: Int, body: any Node) {
        self.id = id
        self.number = number
        self.body = body
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        frame.locals[number] = nil
        return try body.value(&frame)
    }

    func bool(_ frame: inout Frame) throws(Failure) -> Bool {
        frame.locals[number] = nil
        return try body.bool(&frame)
    }
}

/// A name that `cel.bind` declares.
final class BoundNode: Node {
    let id: Int32
    private let number: Int
    private let definition: any Node
    private let cost: Int

    init(_ id: Int32, number: Int, definition: any Node, cost: Int) {
        self.id = id
        self.number = number
        self.definition = definition
        self.cost = cost
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        if let value = frame.locals[number] { return value }
        try frame.charge(cost)
        let value = try definition.value(&frame)
        frame.locals[number] = value
        return value
    }
}

/// `optMap` and `optFlatMap`.
final class OptionalMapNode: Node {
    let id: Int32
    private let source: any Node
    private let number: Int
    private let transform: any Node
    private let isFlat: Bool

    init(_ id: Int32, _ source: any Node, number: Int, transform: any Node, isFlat: Bool) {
        self.id = id
        self.source = source
        self.number = number
        self.transform = transform
        self.isFlat = isFlat
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let source = try source.value(&frame)
        guard let wrapped = try source.unwrapped(id) else { return .optional(nil) }
        frame.locals[number] = wrapped
        let value = try transform.value(&frame)
        guard isFlat else { return .optional(value) }
        _ = try value.unwrapped(transform.id)
        return value
    }
}
