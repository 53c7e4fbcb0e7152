package import JSONCodec

extension CaseReader {
    /// Reads the truths of a case: `outcome` as a value or as an object by question, `outcomes` as
    /// a list of objects with a rater and a source.
    func outcomes(
        _ outcome: Range<Int>?, _ list: Range<Int>?, _ scanner: JSONScanner, caseID: String,
        problems: inout [CaseProblem]
    ) throws -> [Outcome] {
        var outcomes: [Outcome] = []
        if let range = outcome {
            let value = try JSONValue(parsing: scanner.slice(range))
            for (name, value) in byQuestion(value, problems: &problems) {
                guard let value = option(value, of: name, problems: &problems) else { continue }
                outcomes.append(
                    Outcome(
                        caseID: caseID, question: name, value: value, source: .systemOfRecord))
            }
        }
        if let range = list {
            let list = try JSONValue(parsing: scanner.slice(range)).array
            if list == nil {
                problems.append(CaseProblem(.badOutcome, "`\(keys.outcome)s` is no list"))
            }
            for element in list ?? [] {
                outcomes += entry(element, caseID: caseID, problems: &problems)
            }
        }
        return outcomes
    }

    private func byQuestion(
        _ value: JSONValue, problems: inout [CaseProblem]
    ) -> [(String, JSONValue)] {
        if value.isNull { return [] }
        if let object = value.object { return object.members.map { ($0.key, $0.value) } }
        guard questions.count == 1 else {
            problems.append(
                CaseProblem(
                    .badOutcome,
                    "`\(keys.outcome)` is one value, but the feature has \(questions.count) questions"
                ))
            return []
        }
        return [(questions[0].name, value)]
    }

    /// Reads one truth that is written as an object, in a case or in a file of outcomes.
    package func entry(
        _ element: JSONValue, caseID: String, problems: inout [CaseProblem]
    ) -> [Outcome] {
        guard element.object != nil, let value = element["value"] ?? element[keys.outcome] else {
            problems.append(CaseProblem(.badOutcome, "an outcome has no `value`"))
            return []
        }
        let name = element["question"]?.string
        let values = name.map { [($0, value)] } ?? byQuestion(value, problems: &problems)
        let source = element["source"]?.string.map { Outcome.Source(rawValue: $0) }
        if source == .some(nil) {
            let names = Outcome.Source.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append(
                CaseProblem(.badOutcome, "an outcome's `source` is none of \(names)"))
            return []
        }
        let observedAt = element["observed_at"]?.string.map { Timestamp($0) }
        if observedAt == .some(nil) {
            problems.append(CaseProblem(.badOutcome, "an outcome's `observed_at` is no time"))
            return []
        }
        let shown = element["shown_output_of"] ?? .null
        let shownPaths = ShownPaths(shown)
        guard shownPaths != nil || shown.isNull else {
            problems.append(
                CaseProblem(
                    .badOutcome, "an outcome's `shown_output_of` is no path, nor a list of paths"))
            return []
        }
        let chance = element["label_probability"] ?? .null
        let probability = chance.double
        guard chance.isNull || probability.map({ $0 > 0 && $0 <= 1 }) == true else {
            problems.append(
                CaseProblem(
                    .badOutcome, "an outcome's `label_probability` is no number above 0 to 1"))
            return []
        }
        let confidence = element["confidence"] ?? .null
        guard confidence.isNull || confidence.double.map({ $0 >= 0 && $0 <= 1 }) == true else {
            problems.append(
                CaseProblem(.badOutcome, "an outcome's `confidence` is no number from 0 to 1"))
            return []
        }
        return values.compactMap { name, value in
            guard let value = option(value, of: name, problems: &problems) else { return nil }
            return Outcome(
                caseID: caseID, question: name, value: value,
                source: (source ?? nil) ?? .systemOfRecord, rater: element["rater"]?.string,
                shownOutputOf: shownPaths, labelProbability: probability,
                confidence: confidence.double, observedAt: observedAt ?? nil,
                supersedes: element["supersedes"]?.string)
        }
    }

    private func option(
        _ value: JSONValue, of name: String, problems: inout [CaseProblem]
    ) -> OptionValue? {
        guard let question = questions.first(where: { $0.name == name }) else {
            let names = questions.map { "`\($0.name)`" }.joined(separator: ", ")
            problems.append(
                CaseProblem(
                    .badOutcome,
                    "an outcome is for `\(name.prefix(60))`; the questions are \(names)"))
            return nil
        }
        let code: Int? =
            switch value {
            case .bool(let flag): question.code(of: .flag(flag))
            case .string(let text): question.code(reading: text)
            default: question.code(reading: String(decoding: value.json, as: UTF8.self))
            }
        guard let code else {
            let labels = question.labels.prefix(12).joined(separator: ", ")
            problems.append(
                CaseProblem(.badOutcome, "outcome of `\(name)` is none of \(labels)"))
            return nil
        }
        return question.options[code].value
    }
}
