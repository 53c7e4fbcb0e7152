/// A classifier's performance without labels, expected from its calibrated probabilities (CBPE).
///
/// The definition of NannyML's confidence-based performance estimation. It assumes calibration
/// and no concept drift; a report must say "estimate".
package struct ConfidenceBasedEstimate: Sendable, Equatable {
    package let truePositives: Double
    package let falsePositives: Double
    package let falseNegatives: Double
    package let trueNegatives: Double

    /// Creates the estimate; `threshold` is the least probability that is answered with yes.
    package init(probabilities: [Double], threshold: Double = 0.5) {
        let yes = probabilities.filter { $0 >= threshold }
        let no = probabilities.filter { $0 < threshold }
        truePositives = yes.reduce(0, +)
        falsePositives = yes.reduce(0) { $0 + (1 - $1) }
        falseNegatives = no.reduce(0, +)
        trueNegatives = no.reduce(0) { $0 + (1 - $1) }
    }

    /// The expected share of right answers; nil for no items.
    package var accuracy: Double? {
        share(truePositives + trueNegatives, of: falsePositives + falseNegatives)
    }
    package var precision: Double? { share(truePositives, of: falsePositives) }
    package var recall: Double? { share(truePositives, of: falseNegatives) }
    package var f1: Double? { share(2 * truePositives, of: falsePositives + falseNegatives) }

    private func share(_ good: Double, of bad: Double) -> Double? {
        good + bad > 0 ? good / (good + bad) : nil
    }
}
