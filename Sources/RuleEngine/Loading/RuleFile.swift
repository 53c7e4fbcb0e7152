public import Decisions
public import Diagnostics

/// Reads `rules.yaml`.
public enum RuleFile {
    /// Returns the rule set that `source` describes, with what is wrong with it; `nil` where errors
    /// leave no rule set to run.
    ///
    /// `fields` and `questions` are the feature's; `calibration` gives the precision of rules whose
    /// confidence is `measured`, unless it was measured on other rules: then it is not used, which
    /// is a warning. `openFile` returns the files that the rules name, such as the CSV
    /// file of a table, by their names as written; `nil` where there is none. What it throws is
    /// reported where the file is named.
    public static func read(
        _ source: SourceText, fields: [FieldDefinition], questions: [Question],
        calibration: Calibration? = nil, openFile: (String) throws -> SourceText? = { _ in nil }
    ) -> (ruleSet: RuleSet?, diagnostics: [Diagnostic]) {
        let result = withoutActuallyEscaping(openFile) { openFile in
            read(source, fields: fields, questions: questions, calibration, openFile)
        }
        guard let calibration, let ruleSet = result.ruleSet, !calibration.fits(ruleSet) else {
            return result
        }
        let (uncalibrated, diagnostics) = withoutActuallyEscaping(openFile) { openFile in
            read(source, fields: fields, questions: questions, nil, openFile)
        }
        let stale = Diagnostic(
            .warning, file: source.name,
            "the rules have changed since they were measured, so that their calibration is not used",
            hint: "run `assay calibrate` again")
        return (uncalibrated, [stale] + diagnostics)
    }

    private static func read(
        _ source: SourceText, fields: [FieldDefinition], questions: [Question],
        _ calibration: Calibration?, _ openFile: @escaping (String) throws -> SourceText?
    ) -> (ruleSet: RuleSet?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let ruleSet = reader.root().flatMap { node in
            read(node, fields: fields, questions: questions, calibration, openFile, reader)
        }
        return (
            reader.hasErrors ? nil : ruleSet, reader.diagnostics.inOrder(startingWith: source.name)
        )
    }

    private static func read(
        _ node: YAMLNode, fields: [FieldDefinition], questions: [Question],
        _ calibration: Calibration?, _ openFile: @escaping (String) throws -> SourceText?,
        _ reader: YAMLReader
    ) -> RuleSet? {
        let keys = ["include", "lists", "variables", "questions"] + LogicSection.keys
        guard let top = reader.mapping(node, "the rule file", keys: keys) else { return nil }
        let parts =
            IncludeSection.read(top["include"], of: reader.source, openFile: openFile, reader)
            + [top]
        var lists = ListSection(openFile: openFile, reader: reader, fields: fields)
        for part in parts { lists.read(part["lists"]) }
        var compiler = ExpressionCompiler(fields: fields, lists: lists.lists)
        var variables: [RuleVariable] = []
        for part in parts {
            variables += VariableSection.read(part["variables"], &compiler, reader)
        }
        let logic = LogicSection(
            compiler: compiler, calibration: calibration, openFile: openFile, reader: reader)
        var kinds: [String: DecisionLogic.Kind] = [:]
        for (section, questions) in sections(top, questions, reader) {
            for (question, kind) in logic.read(section, questions) { kinds[question] = kind }
        }
        if let table = top["table"], top["questions"] == nil, !reader.hasErrors {
            for question in questions where kinds[question.name] == nil {
                reader.warn(
                    table, "question `\(question.name)` is no output, so that it always abstains")
            }
        }
        let decisions = questions.map { question in
            DecisionLogic(question: question, kind: kinds[question.name] ?? .rules(.empty))
        }
        VariableSection.reportUnused(top["variables"], variables, by: decisions, reader)
        ListSection.reportUnused(
            top["lists"], lists.lists,
            in: variables.map(\.expression) + decisions.flatMap(\.expressions), reader)
        return RuleSet(
            fields: fields, lists: lists.lists, variables: variables, decisions: decisions,
            environment: compiler.environment, calibration: calibration,
            unanalysed: reader.remarks)
    }

    /// Returns the mappings that hold the rules, each with the questions that it may decide.
    private static func sections(
        _ top: YAMLMapping, _ questions: [Question], _ reader: YAMLReader
    ) -> [(YAMLMapping, [Question])] {
        guard let node = top["questions"] else {
            guard questions.count == 1 || top["table"] != nil else {
                reader.error(
                    top.node, "the rule file has no `questions`",
                    hint: "the feature decides \(namesInWords(questions.map(\.name), "and")); "
                        + "write `questions: { <name>: { rules: … } }`")
                return []
            }
            return [(top, questions)]
        }
        for key in LogicSection.keys {
            guard let value = top[key] else { continue }
            reader.error(
                value, "`\(key)` stands beside `questions`", hint: "put it under a question")
        }
        return sections(under: node, questions, reader)
    }

    private static func sections(
        under node: YAMLNode, _ questions: [Question], _ reader: YAMLReader
    ) -> [(YAMLMapping, [Question])] {
        guard let mapping = reader.mapping(node, "`questions`") else { return [] }
        let names = questions.map(\.name)
        var sections: [(YAMLMapping, [Question])] = []
        for (key, value) in mapping.pairs {
            let name = key.scalarText ?? ""
            guard let question = questions.first(where: { $0.name == name }) else {
                reader.error(
                    key, "the feature has no question `\(name)`",
                    hint: didYouMean(name, among: names)
                        ?? "its questions are \(namesInWords(names, "and"))")
                continue
            }
            if let section = reader.mapping(
                value, "question `\(name)`", keys: LogicSection.keys)
            {
                sections.append((section, [question]))
            }
        }
        for name in names where mapping[name] == nil {
            reader.warn(node, "question `\(name)` has no rules, so that it always abstains")
        }
        // In the feature's order, so that findings don't depend on the file's.
        return names.flatMap { name in sections.filter { $0.1[0].name == name } }
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
    /// The findings in the order of the lines and columns that they are about, those about the file
    /// of that name first.
    func inOrder(startingWith name: String) -> [Diagnostic] {
        var files = [name]
        for diagnostic in self where !files.contains(diagnostic.file) {
            files.append(diagnostic.file)
        }
        // The sort is stable, so that findings about one place keep their order.
        return files.flatMap { file in
            filter { $0.file == file }.sorted { $0.start < $1.start }
        }
    }
}

extension Diagnostic {
    fileprivate var start: SourcePosition { position ?? SourcePosition(line: 0, column: 0) }
}
