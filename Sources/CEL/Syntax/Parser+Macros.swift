extension Parser {
    /// Returns what a call stands for if it is a macro, else `nil`.
    mutating func expand(
        _ call: Expression.Call, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression? {
        guard let receiver = call.receiver else {
            return call.name == "has" && macros.contains(.standard)
                ? try presenceTest(call, range) : nil
        }
        if case .identifier("cel", _) = receiver.kind {
            if let expansion = try binding(call, range) { return expansion }
        }
        switch (call.name, call.arguments.count) {
        case ("optMap", 2) where macros.contains(.optional),
            ("optFlatMap", 2) where macros.contains(.optional):
            return try optionalMap(call, receiver, range)
        default:
            return try comprehension(call, receiver, range)
        }
    }

    private mutating func presenceTest(
        _ call: Expression.Call, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression? {
        let hint = "write `has(name)` or `has(value.field)`"
        guard call.arguments.count == 1 else {
            throw stop(
                Problem(
                    range, "`has` takes 1 argument, found \(call.arguments.count)", hint: hint))
        }
        switch call.arguments[0].kind {
        case .select(let selection):
            return try node(range, .test(selection))
        case .identifier(let name, _):
            return try node(range, .presence(name))
        case .erroneous:
            return call.arguments[0]
        default:
            throw stop(
                Problem(call.arguments[0].range, "`has` tests a variable or a field", hint: hint))
        }
    }

    // MARK: Going through lists and maps

    private typealias Kind = Expression.Comprehension.Kind

    private mutating func comprehension(
        _ call: Expression.Call, _ source: Expression, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression? {
        guard let shape = shape(of: call) else { return nil }
        let arguments = call.arguments
        let first = try variable(arguments[0], of: call)
        let second = shape.hasTwoVariables ? try variable(arguments[1], of: call) : nil
        if let second, second == first {
            throw stop(
                Problem(arguments[1].range, "`\(second)` names both variables of `\(call.name)`"))
        }
        let rest = Array(arguments.dropFirst(second == nil ? 1 : 2))
        let transforms = shape.transforms
        return try node(
            range,
            .comprehension(
                Expression.Comprehension(
                    kind: shape.kind, source: source, variable: first, secondVariable: second,
                    condition: transforms && rest.count == 1 ? nil : rest[0],
                    transform: transforms ? rest[rest.count - 1] : nil)))
    }

    private struct Shape {
        var kind: Expression.Comprehension.Kind
        var hasTwoVariables = false
        var transforms = false
    }

    private func shape(of call: Expression.Call) -> Shape? {
        let count = call.arguments.count
        let standard = macros.contains(.standard)
        let twoVariables = macros.contains(.twoVariables)
        switch (call.name, count) {
        case ("all", 2) where standard: return Shape(kind: .all)
        case ("exists", 2) where standard: return Shape(kind: .exists)
        case ("exists_one", 2) where standard, ("existsOne", 2) where standard:
            return Shape(kind: .existsOne)
        case ("filter", 2) where standard: return Shape(kind: .filter)
        case ("map", 2) where standard, ("map", 3) where standard:
            return Shape(kind: .map, transforms: true)
        case ("all", 3) where twoVariables: return Shape(kind: .all, hasTwoVariables: true)
        case ("exists", 3) where twoVariables: return Shape(kind: .exists, hasTwoVariables: true)
        case ("existsOne", 3) where twoVariables, ("exists_one", 3) where twoVariables:
            return Shape(kind: .existsOne, hasTwoVariables: true)
        case ("transformList", 3...4) where twoVariables:
            return Shape(kind: .transformList, hasTwoVariables: true, transforms: true)
        case ("transformMap", 3...4) where twoVariables:
            return Shape(kind: .transformMap, hasTwoVariables: true, transforms: true)
        case ("transformMapEntry", 3...4) where twoVariables:
            return Shape(kind: .transformMapEntry, hasTwoVariables: true, transforms: true)
        default: return nil
        }
    }

    /// Returns the name that a macro declares.
    private mutating func variable(
        _ argument: Expression, of call: Expression.Call
    ) throws(ParsingStopped) -> String {
        if case .identifier(let name, isAbsolute: false) = argument.kind { return name }
        if case .erroneous = argument.kind { throw ParsingStopped() }
        throw stop(
            Problem(
                argument.range, "`\(call.name)` expects a variable name here",
                hint: "such as `list.\(call.name)(x, …)`"))
    }

    // MARK: Bindings

    private mutating func binding(
        _ call: Expression.Call, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression? {
        switch (call.name, call.arguments.count) {
        case ("bind", 3) where macros.contains(.bindings):
            let name = try variable(call.arguments[0], of: call)
            return try node(
                range,
                .bind(name: name, value: call.arguments[1], body: call.arguments[2]))
        case ("block", 2) where macros.contains(.block):
            return try block(call, range)
        case ("index", 1) where macros.contains(.block):
            return try numbered("@index", call, range)
        case ("iterVar", 2) where macros.contains(.block):
            return try numbered("@item", call, range)
        case ("accuVar", 2) where macros.contains(.block):
            return try numbered("@result", call, range)
        default:
            return nil
        }
    }

    /// `cel.block([a, b], body)`: each value is bound to `cel.index(n)` for those behind it.
    private mutating func block(
        _ call: Expression.Call, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression {
        guard case .list(let values) = call.arguments[0].kind else {
            throw stop(Problem(call.arguments[0].range, "`cel.block` expects a list of values"))
        }
        var body = call.arguments[1]
        for (index, value) in values.enumerated().reversed() {
            body = try node(
                range, .bind(name: "@index\(index)", value: value.value, body: body))
        }
        return body
    }

    private mutating func numbered(
        _ prefix: String, _ call: Expression.Call, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression {
        var name = prefix
        for (position, argument) in call.arguments.enumerated() {
            guard case .literal(.int(let number)) = argument.kind, number >= 0 else {
                throw stop(
                    Problem(argument.range, "`cel.\(call.name)` expects a number from 0 here"))
            }
            name += (position == 0 ? "" : ":") + String(number)
        }
        return try node(range, .identifier(name, isAbsolute: false))
    }

    /// `x.optMap(v, e)`: `e` of the value inside `x`, if there is one.
    private mutating func optionalMap(
        _ call: Expression.Call, _ receiver: Expression, _ range: Range<Int>
    ) throws(ParsingStopped) -> Expression {
        let name = try variable(call.arguments[0], of: call)
        return try node(
            range,
            .optionalMap(
                source: receiver, variable: name, transform: call.arguments[1],
                isFlat: call.name == "optFlatMap"))
    }
}
