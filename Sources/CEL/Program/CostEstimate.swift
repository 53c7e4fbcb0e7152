extension Program {
    /// Returns the most steps that one evaluation could take where each variable holds at most
    /// `bytes` bytes, as JSON writes them; infinite where loops nest too deep to tell.
    ///
    /// An upper bound, as a reader of the expression would find it: loops count as long as their
    /// lists could be, and an operation counts for the largest values it could meet. Compare it with
    /// ``Limits/steps``.
    public func worstCaseSteps(forVariablesOf bytes: Int) -> Double {
        CostEstimate(checked: checked, bytes: Double(bytes)).cost(of: checked.root, [:]).steps
    }
}

/// Bounds for the steps and the sizes of an expression's parts.
private struct CostEstimate {
    let checked: CheckedExpression
    /// What a variable's value may take, as JSON.
    let bytes: Double

    /// The steps of an evaluation, and the bytes that its value would take as JSON: two at least for
    /// an element of a list.
    struct Cost {
        var steps: Double
        var size: Double
        /// How many elements it has, where that is known better than by its size.
        var count: Double?

        var rounds: Double { count ?? size / 2 }
    }

    /// What any number, time or truth value takes.
    private static let scalar = 24.0
    private static let deepestLoops = 6

    /// The sizes of the names that macros declare, by number, and how many loops surround them.
    typealias Scope = [Int: Double]

    func cost(of expression: Expression, _ scope: Scope, loops: Int = 0) -> Cost {
        let inner = expression.children.map { child in { cost(of: child, scope, loops: loops) } }
        switch expression.kind {
        case .literal(let value):
            return Cost(steps: 0, size: max(Double(value.size), Self.scalar))
        case .identifier, .select, .test, .presence: return name(expression, scope, loops)
        case .comprehension(let macro): return loop(macro, expression, scope, loops)
        case .bind(_, let value, let body), .optionalMap(let value, _, let body, _):
            let value = cost(of: value, scope, loops: loops)
            var scope = scope
            if case .declared(let number, _)? = checked.references[expression.id] {
                scope[number] = value.size
            }
            let body = cost(of: body, scope, loops: loops)
            return Cost(steps: value.steps + body.steps + 1, size: body.size)
        case .conditional:
            let parts = inner.map { $0() }
            return Cost(
                steps: parts[0].steps + max(parts[1].steps, parts[2].steps),
                size: max(parts[1].size, parts[2].size))
        case .index:
            let parts = inner.map { $0() }
            return Cost(steps: parts[0].steps + parts[1].steps, size: parts[0].size)
        case .call(let call):
            var cost = self.call(call, inner.map { $0() }, isText(expression))
            if isScalar(expression) { cost.size = Self.scalar }
            return cost
        case .not, .negate, .binary, .logical, .list, .map, .message, .erroneous:
            let parts = inner.map { $0() }
            let size = parts.reduce(2) { $0 + $1.size }
            let own = isSmall(parts) ? Double(parts.count) : size / 2
            return Cost(
                steps: parts.reduce(own) { $0 + $1.steps },
                size: isScalar(expression) ? Self.scalar : size, count: elements(of: expression))
        }
    }

    private func elements(of expression: Expression) -> Double? {
        switch expression.kind {
        case .list(let elements): Double(elements.count)
        case .map(let entries): Double(entries.count)
        default: nil
        }
    }

    private func isSmall(_ parts: [Cost]) -> Bool { parts.allSatisfy { $0.size <= Self.scalar } }

    private func isScalar(_ expression: Expression) -> Bool {
        switch checked.type(of: expression) {
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type: true
        default: false
        }
    }

    private func isText(_ expression: Expression) -> Bool {
        let type = checked.type(of: expression)
        return type == .string || type == .bytes || type == .dyn
    }

    private func name(_ expression: Expression, _ scope: Scope, _ loops: Int) -> Cost {
        var size = isScalar(expression) ? Self.scalar : bytes
        switch checked.references[expression.id] {
        case .variable?: return Cost(steps: size <= Self.scalar ? 0 : 1 + size / 16, size: size)
        case .local(let number)?: return Cost(steps: 0, size: min(size, scope[number] ?? size))
        default: break
        }
        guard let operand = expression.children.first else {
            return Cost(steps: 1, size: Self.scalar)
        }
        let part = cost(of: operand, scope, loops: loops)
        size = min(size, part.size)
        return Cost(steps: part.steps, size: size)
    }

    /// Functions read their arguments a few times; a few write texts as long as a product of them.
    private func call(_ call: Expression.Call, _ parts: [Cost], _ isText: Bool) -> Cost {
        let sum = parts.reduce(0) { $0 + $1.size }
        var size = isText ? sum * 3 : sum * 2
        if ["replace", "join"].contains(call.name) {
            size = parts.dropFirst().reduce(sum) { $0 + $1.size * (parts.first?.size ?? 0) / 2 }
        }
        let isTest = ["contains", "startsWith", "endsWith", "size", "matches"].contains(call.name)
        let own = isTest ? 1 + sum / 16 + compiling(call) : 2 + sum / 4 + size / 16
        return Cost(steps: parts.reduce(own) { $0 + $1.steps }, size: size)
    }

    /// A computed pattern is compiled each time, to as many instructions as one may have.
    private func compiling(_ call: Expression.Call) -> Double {
        guard call.name == "matches" else { return 0 }
        if case .literal? = call.arguments.last?.kind { return 0 }
        return 1000 + bytes
    }

    /// A list has many small elements or one large one; what a round costs grows at least in
    /// proportion to its element, so that no other list of the size costs more than both together.
    private func loop(
        _ macro: Expression.Comprehension, _ expression: Expression, _ scope: Scope, _ loops: Int
    ) -> Cost {
        let source = cost(of: macro.source, scope, loops: loops)
        guard loops < Self.deepestLoops else { return Cost(steps: .infinity, size: .infinity) }
        var (steps, size) = (source.steps + 1, source.size)
        let isMapping = macro.transform != nil
        if isMapping { size = 2 }
        let rounds = source.rounds
        for (element, rounds) in [(source.size / max(rounds, 1), rounds), (source.size, 1)] {
            var scope = scope
            if case .declared(let first, let second)? = checked.references[expression.id] {
                scope[first] = element
                if let second { scope[second] = element }
            }
            for part in [macro.condition, macro.transform].compactMap(\.self) {
                let cost = cost(of: part, scope, loops: loops + 1)
                steps += rounds * (cost.steps + Double(part.size))
                if isMapping { size += rounds * cost.size }
            }
        }
        guard !isScalar(expression) else { return Cost(steps: steps, size: Self.scalar) }
        // An entry of a map may be several.
        let count = macro.kind == .transformMapEntry ? nil : rounds
        return Cost(steps: steps, size: size, count: count)
    }
}
