import Diagnostics

extension Checker {
    // MARK: Calls

    func call(_ call: Expression.Call, _ expression: Expression) -> CELType {
        if let (function, arguments) = namespaced(call) {
            references[expression.id] = .namespacedFunction(function)
            return apply(function, to: arguments, call, expression)
        }
        let isMember = call.receiver != nil
        let arguments = (call.receiver.map { [$0] } ?? []) + call.arguments
        let isAbsolute = call.name.hasPrefix(".")
        let name = isAbsolute ? String(call.name.dropFirst()) : call.name
        for candidate in isMember ? [name] : candidates(name, isAbsolute: isAbsolute) {
            guard let function = function(candidate, isMember: isMember, count: arguments.count)
            else { continue }
            references[expression.id] = .function(function)
            return apply(function, to: arguments, call, expression)
        }
        let reported = problems.count
        if !unknownFunction(call, expression) { return .dyn }
        for argument in arguments where !isNamespace(argument) && !isLibrary(argument) {
            let before = problems.count
            _ = type(argument)
            // A chain of calls on what is unknown is one mistake.
            if argument.id == call.receiver?.id, problems.count > before,
                problems[reported].hint == nil
            {
                problems.remove(at: reported)
            }
        }
        return .dyn
    }

    private func function(_ name: String, isMember: Bool, count: Int) -> Function? {
        typealias Key = Function.Key
        return environment.functions[Key(name: name, isMember: isMember, count: count)]
            ?? environment.functions[Key(name: name, isMember: isMember, count: nil)]
    }

    /// Returns the function of a call such as `math.abs(x)`, whose receiver is a namespace.
    private func namespaced(_ call: Expression.Call) -> (Function, [Expression])? {
        guard let (prefix, root, isAbsolute) = call.receiver?.qualifiedName,
            isAbsolute || !scopes.contains(where: { $0.name == root })
        else { return nil }
        for candidate in candidates(prefix + "." + call.name, isAbsolute: isAbsolute) {
            let count = call.arguments.count
            if let function = function(candidate, isMember: false, count: count) {
                return (function, call.arguments)
            }
        }
        return nil
    }

    /// Whether this is the front of a function's name rather than a value.
    private func isNamespace(_ expression: Expression) -> Bool {
        guard let name = expression.qualifiedName?.name else { return false }
        return environment.functions.keys.contains { $0.name.hasPrefix(name + ".") }
    }

    private func apply(
        _ function: Function, to arguments: [Expression], _ call: Expression.Call,
        _ expression: Expression
    ) -> CELType {
        let types = arguments.map { type($0) }
        let signatures = function.signatures.map { $0.repeated(to: types.count) }
        if let result = resolve(signatures, types) { return result }
        let given = Function.Signature(types.map { .parameter(shown($0)) }, .dyn)
        let text = given.description(of: function.name, isMember: function.isMember)
        let accepted = function.signatures.prefix(4).map {
            "`" + $0.description(of: function.name, isMember: function.isMember) + "`"
        }
        report(
            call.nameRange, "no overload matches `\(text.dropLast(" -> dyn".count))`",
            hint: "expected " + accepted.joined(separator: " or "))
        return signatures.count == 1 ? unifier.resolve(signatures[0].result, isFinal: true) : .dyn
    }

    /// Returns the result of the signatures that the types fit; `dyn` where several differ.
    func resolve(_ signatures: [Function.Signature], _ types: [CELType]) -> CELType? {
        var result: CELType?
        for signature in signatures where signature.parameters.count == types.count {
            let before = unifier.mark
            let instance = unifier.instantiate(signature)
            let fits = zip(instance.parameters, types).allSatisfy { unifier.unify($0, $1) }
            guard fits else {
                unifier.undo(to: before)
                continue
            }
            let type = unifier.resolve(instance.result)
            if let known = result, known != type { return .dyn }
            result = type
            // Without unknown types signatures exclude each other.
            if !types.contains(where: { unifier.resolve($0).isOpen }) { return type }
        }
        return result
    }

    // MARK: Operators

    func binary(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression
    ) -> CELType {
        let types = [type(left), type(right)]
        if let result = resolve(operation.signatures, types) { return result }
        let (a, b) = (unifier.resolve(types[0]), unifier.resolve(types[1]))
        report(
            whole.range,
            "`\(operation.rawValue)` cannot be applied to `\(shown(a))` and `\(shown(b))`",
            hint: operatorHint(operation, (left, a), (right, b)))
        let signatures = Set(operation.signatures.map(\.result))
        return signatures.count == 1 ? .bool : .dyn
    }

    private func operatorHint(
        _ operation: BinaryOperator, _ left: (node: Expression, type: CELType),
        _ right: (node: Expression, type: CELType)
    ) -> String? {
        if operation == .contains {
            return "the right side is a list or a map of such values"
        }
        if operation == .remainder { return "`%` takes ints or uints" }
        if left.type.isNumber, right.type.isNumber {
            return literal(right.node, as: left.type) ?? literal(left.node, as: right.type)
                ?? "convert one of them, such as with `\(CELType.double)(…)`"
        }
        if left.type == .null || right.type == .null {
            return "test an absent value with `has(…)`"
        }
        if operation == .add, left.type == .string || right.type == .string {
            return "convert the other with `string(…)`"
        }
        return nil
    }

    /// The number a literal would be written as in another type.
    private func literal(_ node: Expression, as type: CELType) -> String? {
        switch (node.kind, type) {
        case (.literal(.int(let value)), .double): "write `\(value).0`"
        case (.literal(.int(let value)), .uint) where value >= 0: "write `\(value)u`"
        case (.literal(.uint(let value)), .int): "write `\(value)`"
        case (.literal(.uint(let value)), .double): "write `\(value).0`"
        case (.literal(.double(let value)), .int) where Int64(exactly: value) != nil:
            "write `\(value.celText)`"
        default: nil
        }
    }

    // MARK: Unknown functions

    /// Reports an unknown function and returns whether its arguments are worth checking.
    private func unknownFunction(
        _ call: Expression.Call, _ expression: Expression
    ) -> Bool {
        let name = fullName(call)
        references[expression.id] = .nothing(.noSuchOverload, "unknown function `\(name)`")
        if wantsHint, let prefix = call.receiver?.qualifiedName?.name,
            let hint = ForeignNames.hint(prefix + "." + call.name)
        {
            report(call.nameRange, "unknown function `\(prefix).\(call.name)`", hint: hint)
            return false
        }
        let sameName = environment.functions.values.filter { $0.name == name }
        let isMember = call.receiver != nil && name == call.name
        if let other = sameName.first(where: { $0.isMember == isMember }) {
            let counts = Set(
                sameName.filter { $0.isMember == isMember }.map {
                    $0.parameterCount - (isMember ? 1 : 0)
                })
            let expected = counts.sorted().map(String.init).joined(separator: " or ")
            report(
                call.nameRange,
                "`\(name)` takes \(expected) argument\(expected == "1" ? "" : "s"), "
                    + "found \(call.arguments.count)",
                hint: other.signatures.first.map {
                    "such as `\($0.description(of: name, isMember: isMember))`"
                })
            return true
        }
        if let nearest = nearestNamespaced(call) {
            report(call.nameRange, "unknown function `\(nearest.name)`", hint: nearest.hint)
            return false
        }
        report(
            call.nameRange, "unknown function `\(name)`",
            hint: wantsHint ? functionHint(name, sameName, isMember: isMember) : nil)
        return !Self.macroNames.contains(name)
    }

    private func fullName(_ call: Expression.Call) -> String {
        guard let receiver = call.receiver, isNamespace(receiver) || isLibrary(receiver),
            let prefix = receiver.qualifiedName?.name
        else { return call.name }
        return prefix + "." + call.name
    }

    private func isLibrary(_ receiver: Expression) -> Bool {
        guard case .identifier(let name, _) = receiver.kind, environment.slots[name] == nil,
            !scopes.contains(where: { $0.name == name })
        else { return false }
        return Library.all.contains { $0.functions.contains { $0.name.hasPrefix(name + ".") } }
    }

    private static let macroNames = ["all", "exists", "exists_one", "filter", "map"]

    /// A function whose namespace is misspelt, as in `mth.abs(x)`.
    private func nearestNamespaced(_ call: Expression.Call) -> (name: String, hint: String)? {
        guard wantsHint, case .identifier(let prefix, _)? = call.receiver?.kind,
            environment.slots[prefix] == nil, !scopes.contains(where: { $0.name == prefix }),
            candidates(prefix, isAbsolute: false).allSatisfy({ environment.slots[$0] == nil })
        else { return nil }
        let name = prefix + "." + call.name
        let known = environment.functions.values.map(\.name).filter { $0.contains(".") }
        return didYouMean(name, among: Set(known).sorted()).map { (name, $0) }
    }

    private func functionHint(_ name: String, _ sameName: [Function], isMember: Bool) -> String? {
        if !sameName.isEmpty {
            return isMember ? "write `\(name)(…)`" : "write `value.\(name)(…)`"
        }
        if Self.macroNames.contains(name) {
            return "`\(name)` is written `list.\(name)(x, …)`"
        }
        let missing = Library.all.first { library in
            !environment.libraryNames.contains(library.name)
                && library.functions.contains { $0.name == name }
        }
        if let missing { return "the `\(missing.name)` library has it, but is not enabled here" }
        if let hint = ForeignNames.hint(name) { return hint }
        let names = environment.functions.values.map(\.name)
        return didYouMean(name, among: Set(names).sorted())
    }
}

extension Function.Signature {
    /// The signature with its last parameter repeated until there are `count`.
    fileprivate func repeated(to count: Int) -> Function.Signature {
        guard let last = parameters.last, parameters.count < count else { return self }
        let missing = Array(repeating: last, count: count - parameters.count)
        return Function.Signature(parameters + missing, result)
    }
}

extension CELType {
    /// Whether a part of the type is unknown.
    fileprivate var isOpen: Bool {
        switch self {
        case .dyn, .parameter: true
        default: parts.contains(where: \.isOpen)
        }
    }
}
