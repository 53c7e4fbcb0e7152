import Baselines
import Statistics

/// The small learners of the probe.
package enum LearnerKind: String, Sendable, CaseIterable {
    case naiveBayes = "naive-bayes"
    case logistic

    /// Returns a learner that has learnt the cases `rows`.
    func learn(
        _ cases: HashedCases, rows: [Int], labels: [Int], labelCount: Int, seed: UInt64 = 1
    ) -> any Learner {
        switch self {
        case .naiveBayes:
            var learner = NaiveBayes(buckets: cases.buckets, labels: labelCount)
            for row in rows { learner.learn(cases, row: row, label: labels[row]) }
            return learner
        case .logistic:
            var learner = LogisticBaseline(buckets: cases.buckets, labels: labelCount)
            var generator = SeededGenerator(seed: seed)
            // Few cases need more passes to be learnt, many need fewer.
            let passes = min(30, max(4, 60_000 / max(1, rows.count)))
            learner.learn(
                cases, rows: rows, labels: labels, passes: passes, using: &generator)
            return learner
        }
    }
}
