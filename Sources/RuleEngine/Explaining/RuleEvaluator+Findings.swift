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
        var findings: [ConditionTrace.Finding] = []
        for call in calls {
            guard let list = ruleSet.lists.first(where: { $0.name == call.function }),
                let text = call.arguments.first.flatMap(Self.text),
                let entry = list.entry(in: text)
            else { continue }
            findings.append(ConditionTrace.Finding(list: list.name, entry: entry))
        }
        // Each variable reads only fields and variables before it, so that this ends.
        for name in names {
            guard let variable = ruleSet.variables.first(where: { $0.name == name }) else {
                continue
            }
            findings += self.findings(of: variable.expression.program)
        }
        var seen: Set<ConditionTrace.Finding> = []
        return findings.filter { seen.insert($0).inserted }
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
