package import Decisions

/// The one answer that would be worth most if it were given to every case.
///
/// Fitted on all truths that are counted, so it flatters the constant a little.
package struct BestConstant: Hashable, Sendable {
    /// Index of the option.
    package let option: Int
    /// Mean utility a case in dollars, before price and waiting, which a constant has none of.
    package let utility: Double

    /// Returns the best constant for truths that came `counts` times each; nil for none.
    package init?(counts: [Int], question: Question, economics: Economics) {
        let labels = question.labels
        let total = counts.reduce(0, +)
        guard total > 0, counts.count == labels.count else { return nil }
        let utilities = labels.map { answer in
            var sum = 0.0
            for (truth, count) in zip(labels, counts) {
                let worth =
                    truth == answer
                    ? economics.correct : -economics.costOfError(truth: truth, answer: answer)
                sum += worth * Double(count)
            }
            return sum / Double(total)
        }
        guard let best = utilities.max(), let option = utilities.firstIndex(of: best) else {
            return nil
        }
        self.option = option
        utility = best
    }
}
