/// A mean of human labels sharpened by a judge that also labelled many more items.
///
/// Angelopoulos et al. (2023), PPI, and Angelopoulos, Duchi & Zrnic (2023), PPI++:
/// θ = λ mean(judge, unlabelled) + mean(human − λ judge, labelled). Labelled items are a random
/// sample; n ≥ 50 is advisable. A fixed-size estimate: not to be watched.
package struct PredictionPoweredMean: Sendable, Equatable {
    /// How far the judge is trusted.
    package enum Tuning: Sendable, Equatable {
        /// λ = 1, plain PPI.
        case full
        /// The λ of least variance, not clipped.
        case tuned
        /// The λ of least variance, clipped to [0, 1].
        case tunedAndClipped
        /// A λ chosen ahead.
        case fixed(Double)
    }

    package let value: Double
    package let standardError: Double
    /// The λ that was used.
    package let lambda: Double

    /// Creates the estimate; nil with fewer than two labelled or unlabelled items.
    ///
    /// `lostDegrees` is 1 for sample variances (the default), 0 for population variances; the judge's
    /// pooled variance in λ is always the sample variance.
    package init?(
        human: [Double], judge: [Double], judgeUnlabelled: [Double], tuning: Tuning = .tuned,
        lostDegrees: Int = 1
    ) {
        precondition(human.count == judge.count, "human and judge label the same items")
        guard human.count > 1, judgeUnlabelled.count > 1,
            let unlabelledMean = mean(judgeUnlabelled),
            let unlabelledVariance = variance(judgeUnlabelled, lostDegrees: lostDegrees),
            let shared = covariance(human, judge, lostDegrees: lostDegrees),
            let pooled = variance(judge + judgeUnlabelled)
        else { return nil }
        let (n, m) = (Double(human.count), Double(judgeUnlabelled.count))
        let best = pooled > 0 ? shared / ((1 + n / m) * pooled) : 0
        let weight: Double =
            switch tuning {
            case .full: 1
            case .tuned: best
            case .tunedAndClipped: Interval.unit.clamp(best)
            case .fixed(let lambda): lambda
            }
        let corrections = zip(human, judge).map { $0 - weight * $1 }
        let correction = mean(corrections) ?? 0
        let spread = variance(corrections, lostDegrees: lostDegrees) ?? 0
        value = weight * unlabelledMean + correction
        standardError = (spread / n + weight * weight * unlabelledVariance / m).squareRoot()
        lambda = weight
    }

    /// Returns the normal interval, which may reach beyond the labels' range.
    package func interval(confidence: Double = 0.95) -> Interval {
        Interval(center: value, margin: twoSidedZ(confidence) * standardError)
    }
}

/// Returns the normal interval of a mean of labels alone; nil for fewer than two.
package func normalMeanInterval(
    _ values: [Double], confidence: Double = 0.95, lostDegrees: Int = 1
) -> Interval? {
    guard values.count > 1, let center = mean(values),
        let spread = variance(values, lostDegrees: lostDegrees)
    else { return nil }
    let error = (spread / Double(values.count)).squareRoot()
    return Interval(center: center, margin: twoSidedZ(confidence) * error)
}
