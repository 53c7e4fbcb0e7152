extension Checker {
    // MARK: Macros

    func comprehension(
        _ macro: Expression.Comprehension, _ expression: Expression
    ) -> CELType {
        let (first, second) = variableTypes(macro)
        let firstNumber = declare(macro.variable, first)
        let secondNumber = macro.secondVariable.map { declare($0, second) }
        references[expression.id] = .declared(firstNumber, secondNumber)
        defer { scopes.removeLast(secondNumber == nil ? 1 : 2) }
        if let condition = macro.condition { checkCondition(condition, of: macro) }
        let transformed = macro.transform.map { type($0) } ?? .dyn
        switch macro.kind {
        case .all, .exists, .existsOne: return .bool
        case .filter: return .list(first)
        case .map, .transformList: return .list(transformed)
        case .transformMap: return .map(first, transformed)
        case .transformMapEntry: return entryType(transformed, macro)
        }
    }

    private func checkCondition(
        _ condition: Expression, of macro: Expression.Comprehension
    ) {
        let type = type(condition)
        guard !unifier.unify(.bool, type) else { return }
        report(
            condition.range,
            "`\(macro.kind.rawValue)` expects a condition here, found `\(shown(type))`")
    }

    private func entryType(
        _ type: CELType, _ macro: Expression.Comprehension
    ) -> CELType {
        if case .map = type { return type }
        if type != .dyn, let transform = macro.transform {
            report(
                transform.range, "`transformMapEntry` expects a map here, found `\(shown(type))`",
                hint: "write `{key: value}`")
        }
        return .map(.dyn, .dyn)
    }

    /// The types of a macro's variables: with two, index and element or key and value.
    private func variableTypes(
        _ macro: Expression.Comprehension
    ) -> (first: CELType, second: CELType) {
        let source = type(macro.source)
        switch source {
        case .list(let element):
            return macro.secondVariable == nil ? (element, .dyn) : (.int, element)
        case .map(let key, let value):
            return (key, value)
        case .dyn, .parameter:
            return (.dyn, .dyn)
        default:
            report(
                macro.source.range,
                "`\(macro.kind.rawValue)` goes through a list or a map, found `\(shown(source))`")
            return (.dyn, .dyn)
        }
    }

    private func declare(_ name: String, _ type: CELType) -> Int {
        scopes.append(Local(name: name, type: type, number: localCount))
        localCount += 1
        return localCount - 1
    }

    func bind(
        _ name: String, _ value: Expression, _ body: Expression, _ expression: Expression
    ) -> CELType {
        let number = declare(name, type(value))
        references[expression.id] = .declared(number, nil)
        defer { scopes.removeLast() }
        return type(body)
    }

    func optionalMap(
        _ source: Expression, _ variable: String, _ transform: Expression, isFlat: Bool,
        _ expression: Expression
    ) -> CELType {
        let sourceType = type(source)
        var wrapped = CELType.dyn
        if case .optional(let inner) = sourceType {
            wrapped = inner
        } else if sourceType != .dyn {
            report(
                source.range,
                "`\(isFlat ? "optFlatMap" : "optMap")` goes into an optional value, "
                    + "found `\(shown(sourceType))`")
        }
        let number = declare(variable, wrapped)
        references[expression.id] = .declared(number, nil)
        defer { scopes.removeLast() }
        let result = type(transform)
        guard isFlat else { return .optional(result) }
        if case .optional = result { return result }
        if result != .dyn {
            report(
                transform.range, "`optFlatMap` expects an optional value, found `\(shown(result))`",
                hint: "use `optMap`")
        }
        return .optional(.dyn)
    }
}
