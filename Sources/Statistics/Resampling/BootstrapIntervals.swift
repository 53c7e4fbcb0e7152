import RealModule

/// Percentile, basic and BCa intervals from resampled values of a statistic.
///
/// Efron (1987), "Better bootstrap confidence intervals". Quantiles are of type 7.
package struct BootstrapIntervals: Sendable, Equatable {
    /// The statistic of the sample itself.
    package let estimate: Double
    /// Bias correction Φ⁻¹((#{t* < t} + #{t* ≤ t})/(2B)), ties at mid-rank.
    package let biasCorrection: Double
    /// Acceleration Σu³/(6 (Σu²)^1.5) from the jackknife; 0 where all its values agree.
    package let acceleration: Double
    private let sorted: [Double]

    /// Creates the intervals from the estimate, at least one resampled value and the
    /// leave-one-out values.
    package init(estimate: Double, resampled: [Double], jackknife: [Double]) {
        precondition(!resampled.isEmpty, "resample at least once")
        self.estimate = estimate
        sorted = resampled.sorted()
        let below = sorted.count { $0 < estimate }
        let atMost = sorted.count { $0 <= estimate }
        biasCorrection = Normal.quantile(Double(below + atMost) / Double(2 * sorted.count))
        let center = mean(jackknife) ?? 0
        let influences = jackknife.map { center - $0 }
        let squares = influences.reduce(0) { $0 + $1 * $1 }
        let cubes = influences.reduce(0) { $0 + $1 * $1 * $1 }
        acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    }

    /// Returns the bias-corrected and accelerated interval.
    ///
    /// Where every resampled value lies on one side of the estimate the correction is infinite;
    /// then it is the outermost resampled value.
    package func bca(confidence: Double = 0.95) -> Interval {
        let levels = bcaLevels(confidence: confidence)
        return at(levels.lower, levels.upper)
    }

    /// Returns the levels α₁ and α₂ at which BCa reads the resampled values.
    package func bcaLevels(confidence: Double = 0.95) -> (lower: Double, upper: Double) {
        let z = twoSidedZ(confidence)
        func level(_ z: Double) -> Double {
            guard biasCorrection.isFinite else { return biasCorrection > 0 ? 1 : 0 }
            let shifted = biasCorrection + z
            return Normal.cdf(biasCorrection + shifted / (1 - acceleration * shifted))
        }
        return (level(-z), level(z))
    }

    /// Returns the percentile interval.
    package func percentile(confidence: Double = 0.95) -> Interval {
        at((1 - confidence) / 2, 1 - (1 - confidence) / 2)
    }

    /// Returns the basic interval, the percentile interval mirrored at the estimate.
    package func basic(confidence: Double = 0.95) -> Interval {
        let mirrored = percentile(confidence: confidence)
        return Interval(
            lower: 2 * estimate - mirrored.upper, upper: 2 * estimate - mirrored.lower)
    }

    private func at(_ first: Double, _ second: Double) -> Interval {
        let low = sortedQuantile(sorted, min(first, second)) ?? estimate
        let high = sortedQuantile(sorted, max(first, second)) ?? estimate
        return Interval(lower: low, upper: high)
    }
}
