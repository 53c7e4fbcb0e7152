import Foundation

/// A classifier that weighs each feature of a case by itself: the smallest learner that can still use
/// every field and every word.
///
/// Multinomial, over features that are there or not; half a case is added to each (Jeffreys).
package struct NaiveBayes: Learner {
    private let labels: Int
    /// By feature, then by label.
    private var counts: [Float]
    /// Features met in cases of each label, and those cases.
    private var featureTotals: [Float]
    private var totals: [Float]
    private var isKnown: [Bool]
    private var known: Float = 0

    package init(buckets: Int, labels: Int) {
        self.labels = labels
        counts = Array(repeating: 0, count: buckets * labels)
        featureTotals = Array(repeating: 0, count: labels)
        totals = Array(repeating: 0, count: labels)
        isKnown = Array(repeating: false, count: buckets)
    }

    package mutating func learn(_ cases: HashedCases, row: Int, label: Int) {
        totals[label] += 1
        for position in cases.starts[row]..<cases.starts[row + 1] {
            let feature = Int(cases.features[position])
            guard feature >= cases.amounts else { continue }
            counts[feature * labels + label] += 1
            featureTotals[label] += 1
            if !isKnown[feature] {
                isKnown[feature] = true
                known += 1
            }
        }
    }

    /// Features that were not learnt say nothing.
    package func probabilities(_ cases: HashedCases, row: Int) -> [Double] {
        let total = totals.reduce(0, +)
        guard total > 0 else { return Array(repeating: 1 / Double(labels), count: labels) }
        var scores = totals.map { Float.log($0 / total) }
        var met: Float = 0
        counts.withUnsafeBufferPointer { counts in
            for position in cases.starts[row]..<cases.starts[row + 1] {
                let feature = Int(cases.features[position])
                guard feature >= cases.amounts, isKnown[feature] else { continue }
                met += 1
                for label in 0..<labels {
                    scores[label] += Float.log(counts[feature * labels + label] + 0.5)
                }
            }
        }
        for label in 0..<labels {
            scores[label] -= met * Float.log(featureTotals[label] + known / 2)
        }
        return softmax(scores)
    }
}

extension Float {
    fileprivate static func log(_ value: Float) -> Float { Foundation.log(value) }
}

/// Returns the probabilities in proportion to eˣ.
func softmax(_ scores: [Float]) -> [Double] {
    let highest = scores.max() ?? 0
    let powers = scores.map { exp(Double($0 - highest)) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
}
