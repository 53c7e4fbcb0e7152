/// Totals and means of a population of which each item was sampled with a known probability.
///
/// Weights are 1/π. Horvitz & Thompson (1952), Hájek (1971).
package struct InverseProbabilityEstimate: Sendable, Equatable {
    /// Σ y/π.
    package let total: Double
    /// Σ 1/π, the estimated number of items.
    package let populationSize: Double
    /// Hájek's mean Σ(y/π)/Σ(1/π).
    package let mean: Double
    /// The mean's standard error by with-replacement linearisation; nil for one item.
    package let meanError: Double?
    /// The total's standard error by with-replacement linearisation; nil for one item.
    package let totalError: Double?
    /// The mean's design error where each item was sampled independently (Poisson sampling).
    package let poissonMeanError: Double
    /// Kish's effective sample size (Σw)²/Σw².
    package let effectiveSampleSize: Double

    /// Creates the estimate from probabilities in (0, 1]; nil for no items.
    package init?(_ values: [Double], inclusionProbabilities: [Double]) {
        precondition(values.count == inclusionProbabilities.count, "a probability per value")
        precondition(inclusionProbabilities.allSatisfy { $0 > 0 && $0 <= 1 }, "0 < π <= 1")
        guard !values.isEmpty else { return nil }
        let weights = inclusionProbabilities.map { 1 / $0 }
        let weighted = zip(weights, values).map { $0 * $1 }
        let size = weights.reduce(0, +)
        let sum = weighted.reduce(0, +)
        let center = sum / size
        let scores = zip(weights, values).map { $0 * ($1 - center) / size }
        total = sum
        populationSize = size
        mean = center
        meanError = Self.withReplacementError(scores)
        totalError = Self.withReplacementError(weighted)
        let poisson = zip(scores, inclusionProbabilities).reduce(0) {
            $0 + (1 - $1.1) * $1.0 * $1.0
        }
        poissonMeanError = poisson.squareRoot()
        effectiveSampleSize = size * size / weights.reduce(0) { $0 + $1 * $1 }
    }

    private static func withReplacementError(_ scores: [Double]) -> Double? {
        variance(scores).map { (Double(scores.count) * $0).squareRoot() }
    }
}
