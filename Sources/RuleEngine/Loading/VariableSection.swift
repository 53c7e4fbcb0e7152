import CEL
import Decisions
import Diagnostics

/// Reads `variables`: a mapping of names to expressions.
enum VariableSection {
    private static let limit = 1000

    static func read(
        _ node: YAMLNode?, _ compiler: inout ExpressionCompiler, _ reader: YAMLReader
    ) -> [RuleVariable] {
        guard let node, let section = reader.mapping(node, "`variables`") else { return [] }
        guard section.pairs.count <= limit else {
            reader.error(
                node, "`variables` has \(section.pairs.count) variables", hint: "\(limit) at most")
            return []
        }
        var variables: [RuleVariable] = []
        let names = section.pairs.map { $0.key.scalarText ?? "" }
        for (index, (key, value)) in section.pairs.enumerated() {
            guard let name = name(key, compiler, reader) else { continue }
            let expression = compiler.compile(
                value, "variable `\(name)`", isCondition: false, later: Array(names[index...]),
                reader)
            // A variable with a fault is declared all the same, or every use would be a fault too.
            compiler.declare(name, expression)
            if let expression {
                variables.append(RuleVariable(name: name, expression: expression))
            }
        }
        return variables
    }

    /// Warns of variables that no rule needs.
    static func reportUnused(
        _ node: YAMLNode?, _ variables: [RuleVariable], by decisions: [DecisionLogic],
        _ reader: YAMLReader
    ) {
        guard let pairs = node?.pairs, !reader.hasErrors else { return }
        let needed = Set(decisions.flatMap(\.expressions).flatMap(\.variables))
        for (index, variable) in variables.enumerated() where !needed.contains(index) {
            guard let key = pairs.first(where: { $0.key.scalarText == variable.name })?.key else {
                continue
            }
            reader.warn(key, "no rule reads variable `\(variable.name)`")
        }
    }

    private static func name(
        _ key: YAMLNode, _ compiler: ExpressionCompiler, _ reader: YAMLReader
    ) -> String? {
        guard let name = key.scalarText, Identifier.isValid(name) else {
            reader.error(
                key, "`\(key.scalarText ?? key.kind)` is no variable name",
                hint: "use letters, digits and `_`, not beginning with a digit, and no CEL keyword")
            return nil
        }
        if let slot = compiler.environment.slot(of: name), slot >= compiler.fieldCount {
            reader.error(
                key, "variable `\(name)` is given twice", hint: "the other is in an included file")
            return nil
        }
        guard compiler.environment.slot(of: name) == nil else {
            reader.error(key, "variable `\(name)` has the name of a field", hint: "rename it")
            return nil
        }
        guard !compiler.hasList(name) else {
            reader.error(key, "variable `\(name)` has the name of a list", hint: "rename it")
            return nil
        }
        return name
    }
}
