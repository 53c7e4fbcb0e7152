import Decisions
import RuleEngine
import Statistics

/// Right and wrong by rule, with the prior to which rules of few cases shrink.
struct RulePrecisions {
    private let logic: DecisionLogic
    /// By rule; the last place is that of `otherwise`.
    private var cases: [Int]
    private var right: [Int]
    private var truths: [Int]

    /// How many cases the prior counts for.
    static let priorCases = 2.0

    init(_ logic: DecisionLogic) {
        self.logic = logic
        cases = Array(repeating: 0, count: logic.ruleIDs.count + 1)
        right = cases
        truths = Array(repeating: 0, count: logic.question.options.count)
    }

    mutating func add(_ sample: CalibrationSample) {
        truths[sample.truth] += 1
        guard sample.isAnswered else { return }
        let place = sample.rule ?? cases.count - 1
        cases[place] += 1
        if sample.isRight { right[place] += 1 }
    }

    /// Returns the smoothed precision of the rule at `index`, or of `otherwise`, in (0, 1).
    ///
    /// Cestnik's m-estimate (1990), (right + m·prior) / (cases + m) with m = 2; the prior is the share
    /// of the rule's option among the truths, by Laplace's rule of succession.
    func precision(of index: Int?) -> Double {
        let place = index ?? cases.count - 1
        return (Double(right[place]) + Self.priorCases * prior(of: index))
            / (Double(cases[place]) + Self.priorCases)
    }

    private func prior(of index: Int?) -> Double {
        let count =
            if case .option(let code)? = logic.output(ofRule: index) { truths[code] } else { 0 }
        return Double(count + 1) / Double(truths.reduce(0, +) + truths.count)
    }

    /// Every rule that gives an option, in the order of the file, `otherwise` last.
    var rules: [QuestionCalibration.Rule] {
        let indices = logic.ruleIDs.indices.map(Optional.some) + [nil]
        return indices.compactMap { index in
            guard case .option? = logic.output(ofRule: index) else { return nil }
            let place = index ?? cases.count - 1
            return QuestionCalibration.Rule(
                id: logic.id(ofRule: index), cases: cases[place], right: right[place],
                interval: cases[place] > 0
                    ? wilsonInterval(successes: right[place], trials: cases[place]) : nil,
                smoothed: precision(of: index), declared: logic.confidence(ofRule: index))
        }
    }
}
