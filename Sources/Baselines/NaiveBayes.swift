import Foundation

/// A classifier that weighs each token of a case by itself: the smallest learner that can still use
/// every field and every word.
package struct NaiveBayes: Sendable {
    private var counts: [[Double]] = []
    private var classTotals: [Double]
    private var total = 0.0

    /// Learns from cases, each a set of token numbers below `tokenCount` and a label below
    /// `labelCount`, at least 1.
    package init(_ cases: [(tokens: [Int], label: Int)], tokenCount: Int, labelCount: Int) {
        classTotals = Array(repeating: 0, count: labelCount)
        counts = Array(
            repeating: Array(repeating: 0, count: labelCount), count: tokenCount)
        for (tokens, label) in cases {
            classTotals[label] += 1
            total += 1
            for token in tokens { counts[token][label] += 1 }
        }
    }

    /// Returns the likeliest label.
    ///
    /// Tokens that were not learnt say nothing. Presence of each token, with half a case added to either side (Jeffreys).
    package func label(_ tokens: [Int]) -> Int {
        var scores = classTotals.map { log(($0 + 0.5) / (total + 1)) }
        for token in tokens where counts.indices.contains(token) {
            guard counts[token].contains(where: { $0 > 0 }) else { continue }
            for label in scores.indices {
                scores[label] += log((counts[token][label] + 0.5) / (classTotals[label] + 1))
            }
        }
        return scores.indices.max { scores[$0] < scores[$1] } ?? 0
    }
}
