import Diagnostics

/// Reads `compare` of a feature file: by question, which answers come to the same.
enum ComparisonSection {
    static func read(
        _ node: YAMLNode?, questions: [Question], _ reader: YAMLReader
    ) -> [String: ComparisonDefinition] {
        guard let node,
            let section = reader.mapping(node, "`compare`", keys: questions.map(\.name))
        else { return [:] }
        var comparisons: [String: ComparisonDefinition] = [:]
        for question in questions {
            comparisons[question.name] = section[question.name].flatMap {
                read($0, question, reader)
            }
        }
        return comparisons
    }

    private static func keys(_ kind: Question.Kind) -> [String] {
        switch kind {
        case .predicate: ["threshold", "tolerance", "ignore_rules"]
        case .choice: ["same", "ignore", "ignore_rules"]
        case .score: ["levels", "ignore", "ignore_rules"]
        }
    }

    private static func read(
        _ node: YAMLNode, _ question: Question, _ reader: YAMLReader
    ) -> ComparisonDefinition? {
        guard
            let section = reader.mapping(
                node, "the comparison of `\(question.name)`", keys: keys(question.kind))
        else { return nil }
        var comparison = ComparisonDefinition()
        func share(_ key: String) -> Double? {
            section[key].flatMap { reader.double($0, "`\(key)`", in: 0...1) }
        }
        comparison.threshold = share("threshold") ?? comparison.threshold
        comparison.tolerance = share("tolerance")
        comparison.levels =
            section["levels"].flatMap {
                reader.int($0, "`levels`", in: 0...question.options.count)
            } ?? comparison.levels
        comparison.same =
            section["same"].map { node in
                reader.list(node, "`same`").map { options($0, "a group", question, reader) }
            } ?? []
        comparison.ignored =
            section["ignore"].map { options($0, "`ignore`", question, reader) } ?? []
        comparison.ignoredRules =
            section["ignore_rules"].map { node in
                reader.list(node, "`ignore_rules`").compactMap { reader.string($0, "a rule") }
            } ?? []
        return comparison
    }

    private static func options(
        _ node: YAMLNode, _ what: String, _ question: Question, _ reader: YAMLReader
    ) -> [Int] {
        reader.list(node, what).compactMap { element in
            let text = element.scalarText ?? ""
            guard let code = question.code(reading: text) else {
                reader.error(
                    element, "`\(text)` is no value of `\(question.name)`",
                    hint: didYouMean(text, among: question.labels))
                return nil
            }
            return code
        }
    }
}
