import Diagnostics

extension Checker {
    // MARK: Names

    /// Resolves a name or a field.
    ///
    /// The longest declared name wins: `a.b.c` is the variable `a.b.c` before the field `c` of
    /// `a.b`; a macro's variable hides all that begin with its name.
    func name(_ expression: Expression) -> CELType {
        if let type = declared(expression) { return type }
        switch expression.kind {
        case .select(let selection): return field(selection, expression)
        case .identifier(let name, _): return unknown(name, expression)
        default: return .dyn
        }
    }

    /// Returns the type of what a dotted name is declared as, if it is.
    private func declared(_ expression: Expression) -> CELType? {
        guard let (name, root, isAbsolute) = expression.qualifiedName else { return nil }
        if !isAbsolute, let local = scopes.last(where: { $0.name == root }) {
            guard name == root else { return nil }
            references[expression.id] = .local(local.number)
            return local.type
        }
        for candidate in candidates(name, isAbsolute: isAbsolute) {
            if let slot = environment.slots[candidate] {
                references[expression.id] = .variable(slot: slot)
                return environment.variables[slot].type
            }
            if let type = environment.types[candidate] {
                references[expression.id] = .typeName(TypeName(candidate))
                return .type(type)
            }
        }
        return nil
    }

    /// The names to look up, from the innermost namespace of the container outwards.
    func candidates(_ name: String, isAbsolute: Bool) -> [String] {
        guard !isAbsolute, !environment.container.isEmpty else { return [name] }
        var parts = environment.container.split(separator: ".")
        var names: [String] = []
        while !parts.isEmpty {
            names.append(parts.joined(separator: ".") + "." + name)
            parts.removeLast()
        }
        return names + [name]
    }

    private func unknown(_ name: String, _ expression: Expression) -> CELType {
        references[expression.id] = .nothing(.noSuchAttribute, "unknown variable `\(name)`")
        guard wantsHint else {
            report(expression.range, "unknown variable `\(name)`")
            return .dyn
        }
        let known = environment.variables.map(\.name) + scopes.map(\.name)
        var hint = didYouMean(name, among: known)
        if hint == nil, environment.functions.keys.contains(where: { $0.name == name }) {
            hint = "`\(name)` is a function: write `\(name)(…)`"
        }
        if hint == nil { hint = Self.listing(known) }
        report(expression.range, "unknown variable `\(name)`", hint: hint)
        return .dyn
    }

    private static func listing(_ names: [String]) -> String? {
        guard !names.isEmpty else { return "no variables are declared here" }
        let shown = names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
        return "known are " + shown + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }

    private func field(
        _ selection: Expression.Selection, _ expression: Expression
    ) -> CELType {
        let problemCount = problems.count
        let operand = type(selection.operand)
        if problems.count > problemCount { improveHint(selection, expression) }
        let type = fieldType(of: operand, selection)
        if case .optional = operand { return type }
        return selection.isOptional ? .optional(type) : type
    }

    /// Of an unknown dotted name, the nearest declared dotted name is the better hint, or its end,
    /// as in `variables.big`.
    private func improveHint(_ selection: Expression.Selection, _ expression: Expression) {
        let known = environment.variables.map(\.name)
        guard wantsHint, let name = expression.qualifiedName?.name, let last = problems.last,
            last.fact.hasPrefix("unknown variable"),
            let hint = didYouMean(name, among: known)
                ?? (known.contains(selection.field) ? "did you mean `\(selection.field)`?" : nil)
        else { return }
        problems[problems.count - 1] = Problem(
            expression.range, "unknown variable `\(name)`", hint: hint)
    }

    private func fieldType(
        of operand: CELType, _ selection: Expression.Selection
    ) -> CELType {
        switch operand {
        case .map(let key, let value):
            if !unifier.unify(key, .string) {
                report(
                    selection.fieldRange,
                    "`.\(selection.field)` reads a string key, but the keys are `\(shown(key))`",
                    hint: "write `[key]`")
            }
            return value
        case .optional(let wrapped):
            let inner = fieldType(of: unifier.resolve(wrapped), selection)
            if case .optional = inner { return inner }
            return .optional(inner)
        case .dyn, .parameter:
            return .dyn
        default:
            let name = selection.field
            let isFunction = environment.functions.keys.contains { $0.name == name && $0.isMember }
            report(
                selection.fieldRange, "`\(shown(operand))` has no field `\(name)`",
                hint: isFunction ? "`\(name)` is a function: write `.\(name)(…)`" : nil)
            return .dyn
        }
    }

    func test(_ selection: Expression.Selection, _ expression: Expression) -> CELType {
        if let (name, root, isAbsolute) = selection.operand.qualifiedName,
            isAbsolute || !scopes.contains(where: { $0.name == root })
        {
            let full = name + "." + selection.field
            for candidate in candidates(full, isAbsolute: isAbsolute) {
                guard let slot = environment.slots[candidate] else { continue }
                references[expression.id] = .variable(slot: slot)
                return .bool
            }
        }
        _ = fieldType(of: type(selection.operand), selection)
        return .bool
    }

    func presence(_ name: String, _ expression: Expression) -> CELType {
        if scopes.contains(where: { $0.name == name }) {
            report(expression.range, "`\(name)` is never absent", hint: "drop the `has(…)`")
            references[expression.id] = .nothing(.invalidArgument, "`\(name)` is never absent")
            return .bool
        }
        for candidate in candidates(name, isAbsolute: false) {
            guard let slot = environment.slots[candidate] else { continue }
            references[expression.id] = .variable(slot: slot)
            return .bool
        }
        _ = unknown(name, expression)
        return .bool
    }

    func index(
        _ operand: Expression, _ index: Expression, isOptional: Bool
    ) -> CELType {
        let operandType = type(operand)
        let indexType = type(index)
        let element = elementType(of: operandType, at: indexType, operand, index)
        if case .optional = operandType { return element }
        return isOptional ? .optional(element) : element
    }

    private func elementType(
        of operandType: CELType, at indexType: CELType, _ operand: Expression, _ index: Expression
    ) -> CELType {
        switch operandType {
        case .list(let element):
            if !unifier.unify(.int, indexType) {
                report(
                    index.range, "a list is indexed by an int, found `\(shown(indexType))`")
            }
            return element
        case .map(let key, let value):
            if !unifier.unify(key, indexType) {
                report(
                    index.range,
                    "this map's keys are `\(shown(key))`, found `\(shown(indexType))`")
            }
            return value
        case .optional(let wrapped):
            return .optional(
                elementType(of: unifier.resolve(wrapped), at: indexType, operand, index))
        case .dyn, .parameter:
            return .dyn
        default:
            report(
                operand.range, "`[…]` indexes a list or a map, found `\(shown(operandType))`")
            return .dyn
        }
    }
}
