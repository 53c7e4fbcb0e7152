package import Decisions
package import Evidence

/// Compares what a heuristic and a model answered, as the feature says that answers are compared.
package struct AnswerPairs: Sendable {
    private let questions: [Question]
    private let comparators: [Comparator]
    package let models: Set<String>

    package init(_ feature: Feature) {
        questions = feature.questions
        comparators = feature.questions.map {
            Comparator($0, feature.live.comparisons[$0.name] ?? ComparisonDefinition())
        }
        models = Set(feature.paths.filter { $0.model != nil }.map(\.name))
    }

    package func isModel(_ path: String) -> Bool { models.contains(path) }

    /// Whether every model that answered agrees with the heuristic; `nil` where nothing is compared.
    package func agreement(in observation: LiveObservation) -> Bool? {
        agreement(of: observation.answers, question: observation.question)
    }

    /// The same of answers to the question of that index; further tries do not count.
    package func agreement(of answers: [LoggedAnswer], question: Int) -> Bool? {
        let first = answers.filter { $0.repeatIndex == 0 }
        guard let heuristic = first.first(where: { !isModel($0.path) }) else { return nil }
        let comparator = comparators[question]
        let rules = value(heuristic, question)
        let results = first.filter { isModel($0.path) }.map {
            comparator.compare(rules, value($0, question))
        }
        if results.contains(.different) { return false }
        return results.contains(.same) ? true : nil
    }

    /// Whether the truth of such a case would tell a model from the heuristic: they answered
    /// differently, or only one of them answered; `nil` where not both were asked.
    ///
    /// What a verdict counts, however leniently the feature compares answers elsewhere.
    package func difference(of answers: [LoggedAnswer], question: Int) -> Bool? {
        let asked = answers.filter {
            $0.repeatIndex == 0 && $0.status != .skipped && $0.status != .shed
        }
        let models = asked.filter { isModel($0.path) }
        guard let heuristic = asked.first(where: { !isModel($0.path) }), !models.isEmpty else {
            return nil
        }
        let code = code(heuristic, question)
        return models.contains { self.code($0, question) != code }
    }

    private func code(_ answer: LoggedAnswer, _ question: Int) -> Int? {
        answer.status == .answered ? answer.value.flatMap(questions[question].code(of:)) : nil
    }

    /// Whether a path's further try at the question of that index came to the same as its first;
    /// `nil` where it was not tried again, or not both tries are answers that are compared.
    package func selfAgreement(
        of path: String, in answers: [LoggedAnswer], question: Int
    ) -> Bool? {
        func value(at repeatIndex: Int) -> Comparator.Value? {
            answers.first { $0.path == path && $0.repeatIndex == repeatIndex }
                .map { self.value($0, question) }
        }
        guard let first = value(at: 0), let again = value(at: 1) else { return nil }
        switch comparators[question].compare(first, again) {
        case .same: return true
        case .different: return false
        case .notCompared: return nil
        }
    }

    private func value(_ answer: LoggedAnswer, _ question: Int) -> Comparator.Value {
        let code = code(answer, question)
        let question = questions[question]
        var probabilities: [Double] = []
        if question.kind == .predicate, let probability = answer.probability, let code {
            probabilities =
                code == 1 ? [1 - probability, probability] : [probability, 1 - probability]
        }
        return Comparator.Value(code: code, probabilities: probabilities, rule: answer.rule)
    }
}
