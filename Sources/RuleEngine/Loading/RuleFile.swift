public import Decisions
public import Diagnostics

/// Reads `rules.yaml`.
public enum RuleFile {
    /// Returns the rule set that `source` describes, with what is wrong with it; `nil` where errors
    /// leave no rule set to run.
    ///
    /// `fields` and `questions` are the feature's; `calibration` gives the precision of rules whose
    /// confidence is `measured`.
    public static func read(
        _ source: SourceText, fields: [FieldDefinition], questions: [Question],
        calibration: Calibration? = nil
    ) -> (ruleSet: RuleSet?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let ruleSet = reader.root().flatMap { node in
            read(node, fields: fields, questions: questions, calibration, reader)
        }
        return (reader.hasErrors ? nil : ruleSet, reader.diagnostics.inOrderOfFile)
    }

    private static let listKeys = ["hit_policy", "rules", "otherwise"]

    private static func read(
        _ node: YAMLNode, fields: [FieldDefinition], questions: [Question],
        _ calibration: Calibration?, _ reader: YAMLReader
    ) -> RuleSet? {
        let keys = ["hit_policy", "variables", "rules", "otherwise", "questions"]
        guard let top = reader.mapping(node, "the rule file", keys: keys) else { return nil }
        var compiler = ExpressionCompiler(fields: fields)
        let variables = VariableSection.read(top["variables"], &compiler, reader)
        let sections = sections(top, questions, reader)
        let decisions = questions.map { question in
            let list =
                sections[question.name].flatMap { section in
                    RuleListSection(
                        question: question, compiler: compiler,
                        calibration: calibration.map { $0.questions[question.name] ?? [:] },
                        reader: reader
                    ).read(section)
                }
            return DecisionLogic(question: question, kind: .rules(list ?? .empty))
        }
        VariableSection.reportUnused(top["variables"], variables, by: decisions, reader)
        return RuleSet(
            fields: fields, variables: variables, decisions: decisions,
            environment: compiler.environment, calibration: calibration)
    }

    /// Returns the mapping that holds each question's rules.
    private static func sections(
        _ top: YAMLMapping, _ questions: [Question], _ reader: YAMLReader
    ) -> [String: YAMLMapping] {
        guard let node = top["questions"] else {
            guard questions.count == 1 else {
                reader.error(
                    top.node, "the rule file has no `questions`",
                    hint: "the feature decides \(namesInWords(questions.map(\.name), "and")); "
                        + "write `questions: { <name>: { rules: … } }`")
                return [:]
            }
            return [questions[0].name: top]
        }
        for key in listKeys {
            guard let value = top[key] else { continue }
            reader.error(
                value, "`\(key)` stands beside `questions`", hint: "put it under a question")
        }
        return sections(under: node, questions, reader)
    }

    private static func sections(
        under node: YAMLNode, _ questions: [Question], _ reader: YAMLReader
    ) -> [String: YAMLMapping] {
        guard let mapping = reader.mapping(node, "`questions`") else { return [:] }
        let names = questions.map(\.name)
        var sections: [String: YAMLMapping] = [:]
        for (key, value) in mapping.pairs {
            let name = key.scalarText ?? ""
            guard names.contains(name) else {
                reader.error(
                    key, "the feature has no question `\(name)`",
                    hint: didYouMean(name, among: names)
                        ?? "its questions are \(namesInWords(names, "and"))")
                continue
            }
            sections[name] = reader.mapping(value, "question `\(name)`", keys: listKeys)
        }
        for name in names where mapping[name] == nil {
            reader.warn(node, "question `\(name)` has no rules, so that it always abstains")
        }
        return sections
    }
}

/// Returns names as a sentence lists them: `a`, `b` or `c`; many are cut short.
func namesInWords(_ names: [String], _ conjunction: String) -> String {
    let limit = 12
    let quoted = names.prefix(limit).map { "`\($0)`" }
    if names.count > limit {
        return quoted.joined(separator: ", ") + " \(conjunction) \(names.count - limit) more"
    }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

extension [Diagnostic] {
    /// The findings in the order of the lines and columns that they are about.
    var inOrderOfFile: [Diagnostic] {
        let start = SourcePosition(line: 0, column: 0)
        // The sort is stable, so that findings about one place keep their order.
        return sorted { ($0.position ?? start) < ($1.position ?? start) }
    }
}
