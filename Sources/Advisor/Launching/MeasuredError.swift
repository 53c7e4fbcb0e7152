import Statistics

/// How often a path's answers were wrong, from the evidence log.
package struct MeasuredError: Sendable, Hashable {
    package let question: String
    package let path: String
    /// Whether rules answered, and not a model.
    package let isHeuristic: Bool
    package let mistakes: Int
    /// Answers whose truth is known, at least one.
    package let answers: Int
    /// The share of cases with a truth that got no answer, and went to somebody else.
    package let unanswered: Double
    let possible: [Double]

    private static let points = 100

    package init(
        question: String, path: String, isHeuristic: Bool, mistakes: Int, answers: Int,
        unanswered: Double
    ) {
        self.question = question
        self.path = path
        self.isHeuristic = isHeuristic
        self.mistakes = mistakes
        self.answers = answers
        self.unanswered = unanswered
        // Jeffreys' posterior, in slices of equal probability.
        let posterior = BetaDistribution(Double(mistakes) + 0.5, Double(answers - mistakes) + 0.5)
        possible = (0..<Self.points).map {
            posterior.quantile((Double($0) + 0.5) / Double(Self.points))
        }
    }

    package var share: Double { Double(mistakes) / Double(answers) }

    /// The upper limit of the 95 % interval of Clopper and Pearson (1934).
    package var upper: Double {
        clopperPearsonUpper(successes: mistakes, trials: answers, alpha: 0.025)
    }
}
