import Diagnostics

/// Reads `questions` of a feature file.
enum QuestionSection {
    static func read(_ top: YAMLMapping, _ reader: YAMLReader) -> [Question] {
        guard let node = top.required("questions", reader) else { return [] }
        let elements = reader.list(node, "`questions`")
        if elements.isEmpty, node.elements != nil {
            reader.error(node, "`questions` is empty", hint: "a feature decides at least one")
        }
        var questions: [Question] = []
        for element in elements {
            guard let question = question(element, reader) else { continue }
            if questions.contains(where: { $0.name == question.name }) {
                reader.error(element, "question `\(question.name)` is given twice")
                continue
            }
            questions.append(question)
        }
        return questions
    }

    private static func question(_ node: YAMLNode, _ reader: YAMLReader) -> Question? {
        let keys = ["name", "type", "instructions", "choices", "levels"]
        guard let section = reader.mapping(node, "a question", keys: keys) else { return nil }
        let name = section.required("name", reader).flatMap { reader.string($0, "`name`") }
        let kind: Question.Kind? = section.required("type", reader)
            .flatMap { reader.choice($0, "`type`") }
        let instructions =
            section["instructions"].flatMap { reader.string($0, "`instructions`") } ?? ""
        guard let kind else { return nil }
        let options = Self.options(of: kind, section, reader)
        guard let name, let options else { return nil }
        return Question(name: name, kind: kind, instructions: instructions, options: options)
    }

    private static func options(
        of kind: Question.Kind, _ section: YAMLMapping, _ reader: YAMLReader
    ) -> [Question.Option]? {
        switch kind {
        case .predicate:
            refuse("choices", for: kind, section, reader)
            refuse("levels", for: kind, section, reader)
            return Question.predicate("", instructions: "").options
        case .choice:
            refuse("levels", for: kind, section, reader)
            return options("choices", in: section, counts: 2...255, reader)
        case .score:
            refuse("choices", for: kind, section, reader)
            return options("levels", in: section, counts: 2...10, reader)
        }
    }

    private static func refuse(
        _ key: String, for kind: Question.Kind, _ section: YAMLMapping, _ reader: YAMLReader
    ) {
        guard let node = section[key] else { return }
        reader.error(node, "a `\(kind.rawValue)` question has no `\(key)`")
    }

    private static func options(
        _ key: String, in section: YAMLMapping, counts: ClosedRange<Int>, _ reader: YAMLReader
    ) -> [Question.Option]? {
        guard let node = section.required(key, reader) else { return nil }
        var options: [Question.Option] = []
        for element in reader.list(node, "`\(key)`") {
            guard let option = option(element, key, reader) else { continue }
            // `true` and `"true"` would be one key of an answer's probabilities.
            if options.contains(where: { $0.value.description == option.value.description }) {
                reader.error(element, "`\(option.value)` is given twice in `\(key)`")
                continue
            }
            options.append(option)
        }
        guard counts.contains(options.count) else {
            reader.error(
                node, "`\(key)` has \(options.count) \(options.count == 1 ? "value" : "values")",
                hint: "\(counts.lowerBound) to \(counts.upperBound) are possible")
            return nil
        }
        return options
    }

    /// Reads a bare value, or a mapping of a value (a level's `label`) and its description.
    private static func option(
        _ node: YAMLNode, _ key: String, _ reader: YAMLReader
    ) -> Question.Option? {
        guard node.pairs != nil else { return value(node, reader).map { Question.Option($0) } }
        let valueKey = key == "levels" ? "label" : "value"
        guard let section = reader.mapping(node, "an option", keys: [valueKey, "description"]),
            let value = section.required(valueKey, reader).flatMap({ value($0, reader) })
        else { return nil }
        let description = section["description"].flatMap { reader.string($0, "`description`") }
        return Question.Option(value, description: description)
    }

    private static func value(_ node: YAMLNode, _ reader: YAMLReader) -> OptionValue? {
        // Only `true` and `false` are Booleans here: a choice named `no` or `on` is a text.
        if !node.isQuoted, let text = node.scalarText, text == "true" || text == "false" {
            return .flag(text == "true")
        }
        guard let text = node.scalarText, !text.isEmpty, !node.isNull else {
            reader.error(node, "an option is \(node.kind); expected a text")
            return nil
        }
        return .text(text)
    }
}
