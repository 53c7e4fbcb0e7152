import CEL

extension RuleEvaluator {
    /// Returns what lists found in the current case, called in a whole expression.
    func findings(of program: Program) -> [ConditionTrace.Finding] {
        guard !ruleSet.lists.isEmpty else { return [] }
        return findings(
            program.explain(activation).flatMap(\.calls), program.referencedVariables.map(\.name))
    }

    /// Returns what lists found, called in a condition or by the variables that it names.
    func findings(_ calls: [Explanation.Call], _ names: [String]) -> [ConditionTrace.Finding] {
        guard !ruleSet.lists.isEmpty else { return [] }
        var calls = calls
        var read: [String] = []
        var pending = names
        // Each variable once, however many read it.
        while let name = pending.popLast() {
            guard !read.contains(name),
                let variable = ruleSet.variables.first(where: { $0.name == name })
            else { continue }
            read.append(name)
            let program = variable.expression.program
            calls += program.explain(activation).flatMap(\.calls)
            pending += program.referencedVariables.map(\.name)
        }
        var seen: Set<ConditionTrace.Finding> = []
        return calls.compactMap(finding).filter { seen.insert($0).inserted }
    }

    private func finding(_ call: Explanation.Call) -> ConditionTrace.Finding? {
        guard let list = ruleSet.lists.first(where: { $0.name == call.function }),
            let text = call.arguments.first.flatMap(Self.text), let entry = list.entry(in: text)
        else { return nil }
        return ConditionTrace.Finding(list: list.name, entry: entry)
    }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        default: nil
        }
    }
}
