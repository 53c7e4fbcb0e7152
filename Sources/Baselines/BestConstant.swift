package import Decisions

/// The one answer that would be worth most if it were given to every case.
///
/// Fitted on all truths that are known, so it flatters the constant a little.
package struct BestConstant: Hashable, Sendable {
    /// Index of the option.
    package let option: Int
    /// Mean utility a case in dollars, before price and waiting, which a constant has none of.
    package let utility: Double

    /// Returns the best constant for truths that have these shares of all cases.
    package init?(shares: [Double], question: Question, economics: Economics) {
        let labels = question.labels
        guard shares.count == labels.count else { return nil }
        let utilities = labels.map { answer in
            zip(labels, shares).reduce(0.0) { sum, truth in
                let worth =
                    truth.0 == answer
                    ? economics.correct : -economics.costOfError(truth: truth.0, answer: answer)
                return sum + worth * truth.1
            }
        }
        guard let best = utilities.max(), let option = utilities.firstIndex(of: best) else {
            return nil
        }
        self.option = option
        utility = best
    }
}
