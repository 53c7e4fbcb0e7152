extension Planner {
    // MARK: Calls

    func call(
        _ call: Expression.Call, _ expression: Expression, _ id: Int32
    ) -> any Node {
        let function: Function
        var operands = call.arguments
        switch checked.references[expression.id] {
        case .function(let found)?:
            function = found
            if let receiver = call.receiver { operands.insert(receiver, at: 0) }
        case .namespacedFunction(let found)?:
            function = found
        case .nothing(let code, let message)?:
            return FailingNode(id, code, message)
        default:
            return FailingNode(id, .noSuchOverload, "unknown function `\(call.name)`")
        }
        let nodes = operands.map { plan($0) }
        if let test = function.textTest, checked.type(of: operands[0]) == .string,
            nodes[0].constant == nil
        {
            return textTest(nodes[0], .passes(test), id)
        }
        if let special = special(function, operands, nodes, id) { return special }
        guard let implementation = function.implementation else {
            return FailingNode(
                id, .noSuchOverload, "`\(function.name)` is declared, but has no implementation")
        }
        switch (implementation, nodes.count) {
        case (.unary(let body), 1): return UnaryCallNode(id, body, nodes[0])
        case (.binary(let body), 2): return BinaryCallNode(id, body, nodes[0], nodes[1])
        default: return CallNode(id, implementation, nodes)
        }
    }

    /// Returns a node made for the function and the types of its operands, if there is one.
    private func special(
        _ function: Function, _ operands: [Expression], _ nodes: [any Node], _ id: Int32
    ) -> (any Node)? {
        switch (function.name, nodes.count) {
        case ("size", 1):
            guard checked.type(of: operands[0]) == .string else { return nil }
            return (nodes[0] as? VariableNode).map {
                TextSizeNode(id, $0, isRepeated: isInsideMacro)
            }
        case ("matches", 2):
            return matches(operands, nodes, id)
        case ("startsWith", 2), ("endsWith", 2), ("contains", 2):
            guard nodes[0].constant == nil, case .string(let text)? = nodes[1].constant else {
                return nil
            }
            let bytes = Array(text.utf8)
            let tests: [String: TextTest] = [
                "startsWith": .startsWith(bytes), "endsWith": .endsWith(bytes),
                "contains": .contains(bytes),
            ]
            return tests[function.name].map { textTest(nodes[0], $0, id) }
        case ("duration", 1), ("timestamp", 1):
            checkLiteral(function.name, operands[0])
            return nil
        case ("or", 2) where function.isMember:
            return OptionalFallbackNode(id, nodes[0], nodes[1], unwraps: false)
        case ("orValue", 2) where function.isMember:
            return OptionalFallbackNode(id, nodes[0], nodes[1], unwraps: true)
        default:
            return nil
        }
    }

    /// A literal that is no duration or timestamp would fail each time.
    private func checkLiteral(_ name: String, _ operand: Expression) {
        guard !isLenient, case .literal(.string(let text)) = operand.kind else { return }
        let isValid = name == "duration" ? Nanoseconds(text) != nil : Timestamp(text) != nil
        guard !isValid else { return }
        let hint =
            name == "duration"
            ? "write it like `1h30m` or `-2.5s`, up to 292 years"
            : "write it like `2024-02-29T13:00:00Z`, in the years 1 to 9999"
        problems.append(
            Problem(
                operand.range, "`\(text)` is not a \(name)", hint: hint))
    }

    /// A constant pattern is compiled now, and reported now if it is faulty.
    private func matches(
        _ operands: [Expression], _ nodes: [any Node], _ id: Int32
    ) -> (any Node)? {
        guard case .string(let pattern)? = nodes[1].constant else { return nil }
        do throws(RegularExpression.Invalid) {
            return textTest(nodes[0], .matches(try RegularExpression(pattern)), id)
        } catch {
            guard !isLenient else { return nil }
            problems.append(
                Problem(
                    place(of: error.range, in: operands[1], pattern: pattern),
                    "this pattern is faulty: \(error.reason)",
                    hint: "patterns have RE2's syntax"))
            return nil
        }
    }

    /// Where the faulty part of a pattern stands, if the literal has no escapes before it.
    private func place(
        of range: Range<Int>, in literal: Expression, pattern: String
    ) -> Range<Int> {
        // Only a literal that is as long as its value and its quotes is certain to be unescaped.
        let extra = literal.range.count - pattern.utf8.count
        guard case .literal = literal.kind, extra == 2 || extra == 3 else { return literal.range }
        let start = literal.range.lowerBound + extra - 1
        return start + range.lowerBound..<start + range.upperBound
    }
}
