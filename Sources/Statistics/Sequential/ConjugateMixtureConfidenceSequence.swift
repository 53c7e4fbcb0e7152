/// Conjugate-mixture confidence sequences for bounded observations, not intersected over time.
///
/// Howard et al. (2021). Both forms cover running means of conditional means too; the
/// empirical-Bernstein form here spends α/4 on each side, as the reference implementation does:
/// ``RunningMeanConfidenceSequence`` is the tighter one to use.
package enum ConjugateMixtureConfidenceSequence {
    /// Returns the Hoeffding-type intervals after each of the observations, which lie in [0, 1].
    ///
    /// Two-sided normal mixture with variance ¼ an observation, tightest after `optimalCount`.
    package static func hoeffding(
        _ observations: [Double], alpha: Double, optimalCount: Double
    ) -> [Interval] {
        let rho = mixturePrecision(optimalAt: optimalCount / 4, alpha: alpha)
        return intervals(observations) { count, _ in
            normalMixtureBoundary(Double(count) / 4, alpha: alpha, precision: rho)
        }
    }

    /// Returns the empirical-Bernstein intervals after each of the observations in [0, 1].
    ///
    /// Gamma-exponential mixture, the centre being the plain mean of the past (½ at first).
    package static func empiricalBernstein(
        _ observations: [Double], alpha: Double, optimalVariance: Double
    ) -> [Interval] {
        let mixture = GammaExponentialMixture(optimalAt: optimalVariance, alpha: alpha / 2)
        return intervals(observations) { mixture.boundary($1, alpha: alpha / 4) }
    }

    private static func intervals(
        _ observations: [Double], boundary: (_ count: Int, _ variance: Double) -> Double
    ) -> [Interval] {
        var (sum, variance, count) = (0.0, 0.0, 0)
        return observations.map { x in
            let center = count == 0 ? 0.5 : sum / Double(count)
            variance += (x - center) * (x - center)
            sum += x
            count += 1
            let margin = boundary(count, variance) / Double(count)
            return Interval(center: sum / Double(count), margin: margin).clamped(to: .unit)
        }
    }
}
