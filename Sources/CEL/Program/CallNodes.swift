/// A call of a function with one argument or receiver.
final class UnaryCallNode: Node {
    typealias Body = @Sendable (Value, inout Frame) throws(Failure) -> Value

    let id: Int32
    private let body: Body
    let argument: any Node

    init(_ id: Int32, _ body: @escaping Body, _ argument: any Node) {
        self.id = id
        self.body = body
        self.argument = argument
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let argument = try argument.value(&frame)
        do throws(Failure) {
            return try body(argument, &frame)
        } catch {
            throw error.blaming(id)
        }
    }
}

/// A call of a function with two arguments.
final class BinaryCallNode: Node {
    typealias Body = @Sendable (Value, Value, inout Frame) throws(Failure) -> Value

    let id: Int32
    private let body: Body
    let first: any Node
    let second: any Node

    init(_ id: Int32, _ body: @escaping Body, _ first: any Node, _ second: any Node) {
        self.id = id
        self.body = body
        self.first = first
        self.second = second
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let (first, second) = (try first.value(&frame), try second.value(&frame))
        do throws(Failure) {
            return try body(first, second, &frame)
        } catch {
            throw error.blaming(id)
        }
    }
}

/// A call of a function with any number of arguments.
final class CallNode: Node {
    let id: Int32
    private let implementation: Function.Implementation
    let arguments: [any Node]

    init(_ id: Int32, _ implementation: Function.Implementation, _ arguments: [any Node]) {
        self.id = id
        self.implementation = implementation
        self.arguments = arguments
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        var values: [Value] = []
        values.reserveCapacity(arguments.count)
        for argument in arguments { values.append(try argument.value(&frame)) }
        do throws(Failure) {
            switch (implementation, values.count) {
            case (.unary(let body), 1): return try body(values[0], &frame)
            case (.binary(let body), 2): return try body(values[0], values[1], &frame)
            case (.ternary(let body), 3):
                return try body(values[0], values[1], values[2], &frame)
            case (.variadic(let body), _): return try body(values, &frame)
            default: throw Failure(.noSuchOverload)
            }
        } catch {
            throw error.blaming(id)
        }
    }
}

/// The optional value's own functions that need not evaluate their argument.
final class OptionalFallbackNode: Node {
    let id: Int32
    private let operand: any Node
    private let fallback: any Node
    private let unwraps: Bool

    /// `operand.orValue(fallback)` if it unwraps, else `operand.or(fallback)`.
    init(_ id: Int32, _ operand: any Node, _ fallback: any Node, unwraps: Bool) {
        self.id = id
        self.operand = operand
        self.fallback = fallback
        self.unwraps = unwraps
    }

    func value(_ frame: inout Frame) throws(Failure) -> Value {
        let value = try operand.value(&frame)
        if let wrapped = try value.unwrapped(id) { return unwraps ? wrapped : value }
        let fallback = try fallback.value(&frame)
        if !unwraps { _ = try fallback.unwrapped(id) }
        return fallback
    }
}
