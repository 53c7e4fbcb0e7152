import Decisions
public import Diagnostics

/// Reads `rules.test.yaml`.
public enum RuleTestFile {
    /// Returns the tests of `ruleSet` that `source` holds, with what is wrong with them; `nil`
    /// where there are errors.
    public static func read(
        _ source: SourceText, for ruleSet: RuleSet
    ) -> (tests: RuleTests?, diagnostics: [Diagnostic]) {
        let reader = YAMLReader(source)
        let section = RuleTestSection(ruleSet: ruleSet, reader: reader)
        let tests = reader.root().flatMap(section.read)
        let diagnostics = reader.diagnostics.inOrder(startingWith: source.name)
        guard let tests, !reader.hasErrors else { return (nil, diagnostics) }
        return (RuleTests(source: source, tests: tests), diagnostics)
    }
}

/// Reads the tests of a rule set.
struct RuleTestSection {
    let ruleSet: RuleSet
    let reader: YAMLReader

    private static let keys = ["name", "input", "expect", "rule", "because", "tags"]

    func read(_ node: YAMLNode) -> [RuleTest]? {
        guard let top = reader.mapping(node, "the test file", keys: ["tests"]),
            let node = top.required("tests", reader)
        else { return nil }
        var lines: [String: Int] = [:]
        return reader.list(node, "`tests`").compactMap { element in
            guard let test = test(element) else { return nil }
            if let line = lines[test.name] {
                reader.error(
                    element, "test `\(test.name)` is given twice", hint: "first in line \(line)")
            }
            lines[test.name] = test.position.line
            return test
        }
    }

    private func test(_ node: YAMLNode) -> RuleTest? {
        guard let section = reader.mapping(node, "a test", keys: Self.keys) else { return nil }
        let name = section.required("name", reader).flatMap { reader.string($0, "`name`") }
        let input = section.required("input", reader).flatMap { input in
            TestInput(fields: ruleSet.fields, reader: reader).json(input)
        }
        let outputs = section.required("expect", reader).map { self.outputs($0) } ?? []
        let ids = section["rule"].map { self.rules($0, of: outputs.map(\.question)) } ?? [:]
        let because = section["because"].flatMap {
            reader.string(
                $0, "`because`",
                hint: "write a sentence for people; the rule that must decide stands in `rule`")
        }
        let tags = section["tags"].map { node in
            reader.list(node, "`tags`").compactMap { reader.string($0, "a tag") }
        }
        guard let name, let input, !outputs.isEmpty else { return nil }
        let expectations = outputs.map {
            RuleTest.Expectation(question: $0.question, output: $0.output, rule: ids[$0.question])
        }
        return RuleTest(
            name: name, input: input, expectations: expectations, because: because,
            tags: tags ?? [], position: node.position)
    }

    /// Reads a value, or a mapping of questions to values.
    private func outputs(_ node: YAMLNode) -> [(question: Int, output: RuleOutput)] {
        if node.pairs == nil, ruleSet.decisions.count == 1 {
            let question = ruleSet.decisions[0].question
            return OutputSection.read(node, question, "`expect`", reader).map { [(0, $0)] } ?? []
        }
        guard node.pairs != nil else {
            reader.error(
                node, "`expect` is \(node.kind); expected a mapping",
                hint: "the questions are \(namesInWords(questionNames, "and"))")
            return []
        }
        if node.pairs?.isEmpty == true { reader.error(node, "`expect` is empty") }
        return byQuestion(node, "`expect`").compactMap { question, value in
            let name = questionNames[question]
            return OutputSection.read(
                value, ruleSet.decisions[question].question, "`\(name)`", reader
            ).map { (question, $0) }
        }
    }

    /// Reads a rule's id, or a mapping of questions to ids.
    private func rules(_ node: YAMLNode, of questions: [Int]) -> [Int: String] {
        if node.pairs == nil, questions.count == 1 {
            return id(node, of: questions[0]).map { [questions[0]: $0] } ?? [:]
        }
        var ids: [Int: String] = [:]
        for (question, value) in byQuestion(node, "`rule`") {
            guard questions.contains(question) else {
                reader.error(value, "`\(questionNames[question])` has no expected output")
                continue
            }
            ids[question] = id(value, of: question)
        }
        return ids
    }

    private func id(_ node: YAMLNode, of question: Int) -> String? {
        guard let id = reader.string(node, "`rule`") else { return nil }
        let logic = ruleSet.decisions[question]
        let ids = logic.ruleIDs + [logic.id(ofRule: nil)]
        guard ids.contains(id) else {
            reader.error(
                node, "there is no rule `\(id)`",
                hint: didYouMean(id, among: ids) ?? "the rules are \(namesInWords(ids, "and"))")
            return nil
        }
        return id
    }

    private func byQuestion(_ node: YAMLNode, _ what: String) -> [(Int, YAMLNode)] {
        guard let mapping = reader.mapping(node, what) else { return [] }
        return mapping.pairs.compactMap { key, value in
            let name = key.scalarText ?? ""
            if let index = questionNames.firstIndex(of: name) { return (index, value) }
            reader.error(
                key, "there is no question `\(name)`",
                hint: didYouMean(name, among: questionNames)
                    ?? "the questions are \(namesInWords(questionNames, "and"))")
            return nil
        }
    }

    private var questionNames: [String] { ruleSet.decisions.map(\.question.name) }
}
