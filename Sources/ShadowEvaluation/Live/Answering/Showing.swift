import Decisions

/// Chooses what the caller is shown from what the paths have answered.
struct Showing: Sendable {
    /// A value with where it comes from.
    struct Shown {
        var code: Int
        var probabilities: [Double]
        var source: LiveAnswer.Source
        var rule: String?
        /// What the path in charge made of it.
        var inCharge: Answer
    }

    private let below: Double?
    /// By question, one share an option.
    private let priors: [[Double]]

    init(_ feature: Feature, priors measured: [String: [Double]]) {
        below = feature.live.cascade.below
        priors = feature.questions.map { question in
            let shares = feature.live.priors[question.name] ?? measured[question.name] ?? []
            let count = question.options.count
            // Without any outcome no value is more likely than another.
            return shares.count == count
                ? shares : [Double](repeating: 1 / Double(count), count: count)
        }
    }

    /// Whether the heuristic's answers to the asked questions stand without the model.
    func isSettled(_ answers: [Answer]?, of questions: [Int]) -> Bool {
        questions.allSatisfy { isSettled(answers?[$0]) }
    }

    private func isSettled(_ answer: Answer?) -> Bool {
        guard let answer, let code = answer.code else { return false }
        guard let below else { return true }
        // A rule that states no confidence is taken at its word.
        return answer.probabilities.isEmpty || answer.probabilities[code] >= below
    }

    /// Returns what is shown for a question.
    ///
    /// Where the path in charge has no answer, the heuristic's stands in for it, and then the prior.
    func shown(
        _ question: Int, _ answers: [[Answer]?], arm: Arm, heuristic: Int?
    ) -> Shown {
        func answer(_ path: Int?) -> Answer? { path.flatMap { answers[$0]?[question] } }
        let inCharge: Answer?
        switch arm {
        case .path(let index): inCharge = answer(index)
        case .cascade(let rules, let model):
            let first = answer(rules)
            let second = answer(model)
            inCharge =
                isSettled(first) || second?.code == nil && first?.code != nil
                ? first : second ?? first
        }
        // The arm's path has been asked, or its answer says why not.
        let weighed = inCharge ?? Answer(path: "", status: .skipped)
        if let answer = weighed.code == nil ? answer(heuristic) : weighed,
            let code = answer.code
        {
            return Shown(
                code: code, probabilities: answer.probabilities, source: .path(answer.path),
                rule: answer.rule, inCharge: weighed)
        }
        let prior = priors[question]
        return Shown(
            code: prior.indices.max { prior[$0] < prior[$1] } ?? 0, probabilities: prior,
            source: .prior, inCharge: weighed)
    }
}
