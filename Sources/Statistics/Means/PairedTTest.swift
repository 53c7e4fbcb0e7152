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

    /// Creates the test of a mean to which differences count with weights above 0, linearised as for
    /// survey estimates, on Kish's effective number less one degrees; nil for fewer than two.
    package init?(_ differences: [Double], weights: [Double]) {
        precondition(differences.count == weights.count, "a weight for each difference")
        guard let first = weights.first, weights.contains(where: { $0 != first }) else {
            self.init(differences)
            return
        }
        let all = weights.reduce(0, +)
        let center = zip(differences, weights).reduce(0) { $0 + $1.0 * $1.1 } / all
        let squares = zip(differences, weights).reduce(0) {
            $0 + $1.1 * $1.1 * ($1.0 - center) * ($1.0 - center)
        }
        let count = Double(differences.count)
        let effective = all * all / weights.reduce(0) { $0 + $1 * $1 }
        self.init(
            mean: center, standardError: (squares * count / (count - 1)).squareRoot() / all,
            degrees: max(1, Int(effective) - 1))
    }

    private init(mean: Double, standardError: Double, degrees: Int) {
        self.mean = mean
        self.standardError = standardError
        self.degrees = degrees
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
