/// Student's test of a mean of paired differences, with margins.
package struct PairedTTest: Sendable, Equatable {
    package let mean: Double
    package let standardError: Double
    package let degrees: Int

    /// Creates the test; nil for fewer than two differences.
    package init?(_ differences: [Double]) {
        guard let center = Statistics.mean(differences),
            let deviation = standardDeviation(differences)
        else { return nil }
        mean = center
        standardError = deviation / Double(differences.count).squareRoot()
        degrees = differences.count - 1
    }

    /// Creates the test of a Hájek mean, on Kish's effective number less one degrees; nil for one item.
    package init?(_ estimate: InverseProbabilityEstimate) {
        guard let error = estimate.meanError else { return nil }
        mean = estimate.mean
        standardError = error
        degrees = max(1, Int(estimate.effectiveSampleSize.rounded()) - 1)
    }

    /// Returns t of H₀: mean = `margin`; nil where all differences are the same.
    package func t(margin: Double = 0) -> Double? {
        standardError > 0 ? (mean - margin) / standardError : nil
    }

    /// Returns the two-sided p-value of H₀: mean = `margin`.
    package func twoSidedP(margin: Double = 0) -> Double? {
        t(margin: margin).map(distribution.twoSided)
    }

    /// Returns the p-value of H₀: mean ≤ `margin` against "greater".
    package func pGreater(margin: Double = 0) -> Double? {
        t(margin: margin).map(distribution.survival)
    }

    /// Returns the p-value of H₀: mean ≥ `margin` against "less".
    package func pLess(margin: Double = 0) -> Double? {
        t(margin: margin).map(distribution.cdf)
    }

    /// Returns the p-value of two one-sided tests that the mean lies inside `margins`.
    ///
    /// Schuirmann (1987). Equivalent at level α exactly where the (1 − 2α) interval lies inside.
    package func equivalenceP(margins: Interval) -> Double? {
        guard let low = pGreater(margin: margins.lower), let high = pLess(margin: margins.upper)
        else { return nil }
        return max(low, high)
    }

    package func interval(confidence: Double = 0.95) -> Interval {
        let t = distribution.quantile(1 - (1 - confidence) / 2)
        return Interval(center: mean, margin: t * standardError)
    }

    /// Returns the one-sided lower limit of the mean.
    package func lowerLimit(confidence: Double = 0.95) -> Double {
        mean - distribution.quantile(confidence) * standardError
    }

    private var distribution: StudentT { StudentT(degrees: Double(degrees)) }
}
