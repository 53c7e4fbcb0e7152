import RealModule

/// A confidence sequence for the *running mean of the conditional means*, which survives drift.
///
/// **What it covers.** Observations x₁, x₂, … lie in declared bounds [lower, upper]; their
/// conditional means μᵢ = E[xᵢ | x₁ … xᵢ₋₁] may wander in any way. With probability at least
/// 1 − α, at *every* n at once, ``interval`` contains μ̄ₙ = (μ₁ + … + μₙ)/n: the average over the
/// line of evidence, not the next case's mean. μ̄ₙ moves, so intervals of different n must never
/// be intersected.
///
/// **Why.** Choe & Ramdas, "Comparing sequential forecasters" (arXiv 2110.00115), theorem 2;
/// Howard et al. (2021), theorem 4. Scale to yᵢ ∈ [0, 1] with mean mᵢ and let γᵢ ∈ [0, 1] depend
/// on y₁ … yᵢ₋₁ only; here γᵢ = (½ + Σ_{j<i} yⱼ)/i, or a center that is fixed beforehand. For
/// ξ ≥ −1 and λ ∈ [0, 1), Fan's inequality gives exp(λξ − ψ_E(λ)ξ²) ≤ 1 + λξ with
/// ψ_E(λ) = −ln(1 − λ) − λ. With ξ = yᵢ − γᵢ,
/// E[exp(λ(yᵢ − mᵢ) − ψ_E(λ)(yᵢ − γᵢ)²) | past] ≤ (1 + λ(mᵢ − γᵢ)) e^(−λ(mᵢ − γᵢ)) ≤ 1,
/// whatever mᵢ is. So Sₙ = Σ(yᵢ − mᵢ) is sub-exponential with variance process Vₙ = Σ(yᵢ − γᵢ)²,
/// and so is −Sₙ. A ``GammaExponentialMixture`` bounds each by u(Vₙ) with probability 1 − α/2,
/// which gives ȳₙ ± u(Vₙ)/n.
///
/// **Assumed:** bounds and α fixed before looking, and one observation per independent unit in
/// the order in which cases were planned to count: a cluster enters as the mean of its
/// observations. Nothing else: no constant mean, no identical distribution.
///
/// **What is not known yet.** With a fixed center γ, the capital against a mean grows with every y
/// and shrinks with every (y − γ)². With yᵢ at its least and (yᵢ − γ)² at its most over the values
/// that yᵢ may turn out to have, it is at most what it would be if all were known, and that is a
/// supermartingale in the order of cases. So lower limits stay valid whenever and why ever what was
/// unknown is learnt, though looks before and after differ in the same observation; upper limits
/// likewise. With centers that follow the data this would not hold.
///
/// With a ``PlannedEffect``, most of the capital goes on ``ConstantBets`` on either side, which
/// survive drift as well, and a twentieth stays here: limits are narrower where the effect is about
/// as planned, and a little wider elsewhere.
///
/// An append is a handful of additions and one division; ``interval`` solves one equation.
package struct RunningMeanConfidenceSequence: Sendable, Equatable {
    package let bounds: Interval
    /// The chance, both sides together, that some interval ever misses.
    package let alpha: Double
    package private(set) var count = 0
    /// Observations that were outside the bounds and were moved to the nearer one.
    package private(set) var clippedCount = 0
    private let mixture: GammaExponentialMixture
    private let scale: Double
    private var sum = 0.0
    private var varianceProcess = 0.0
    private var center = 0.5
    private let hasFixedCenter: Bool
    /// Bets that the mean is higher, and that it is lower; nil without a plan.
    private var betsOnMore: ConstantBets?
    private var betsOnLess: ConstantBets?

    /// Creates a sequence for observations in [`lower`, `upper`].
    ///
    /// `intrinsicTime` is where the interval is tightest relative to others: about the number of
    /// observations at which a decision is hoped for, times their variance after scaling to
    /// [0, 1]. Like the bounds it is fixed before looking; every choice is valid.
    /// Deviations are from `center`, moved into the bounds, or from the past mean where that is nil.
    /// A `planned` effect whose line is outside the bounds is left aside.
    package init(
        lower: Double, upper: Double, alpha: Double = 0.05, intrinsicTime: Double = 10,
        center: Double? = nil, planned: PlannedEffect? = nil
    ) {
        precondition(lower < upper && lower.isFinite && upper.isFinite, "bounds need room")
        precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
        bounds = Interval(lower: lower, upper: upper)
        self.alpha = alpha
        let scale = 1 / (upper - lower)
        self.scale = scale
        if let planned, planned.line > lower, planned.line < upper {
            let line = (planned.line - lower) * scale
            let (effect, deviation) = (planned.effect * scale, planned.deviation * scale)
            betsOnMore = ConstantBets(line: line, effect: effect, deviation: deviation)
            betsOnLess = ConstantBets(line: 1 - line, effect: effect, deviation: deviation)
        }
        mixture = GammaExponentialMixture(optimalAt: intrinsicTime, alpha: alpha / 2)
        hasFixedCenter = center != nil
        if let center { self.center = (bounds.clamp(center) - lower) * scale }
    }

    /// Creates the sequence as it is after `count` observations that lay in the bounds, known by
    /// their `sum` and the sum of the `squares` of their deviations from a fixed `center`.
    ///
    /// Of observations that are not all known, the sum of what they are at least gives a valid lower
    /// limit, that of what they are at most an upper one, with the most that the squares may be.
    package init(
        lower: Double, upper: Double, alpha: Double, center: Double, count: Int, sum: Double,
        squares: Double
    ) {
        self.init(lower: lower, upper: upper, alpha: alpha, center: center)
        self.count = count
        self.sum = (sum - Double(count) * lower) * scale
        varianceProcess = squares * scale * scale
    }

    /// Takes in an observation; one outside the bounds is clipped and counted.
    package mutating func append(_ x: Double) {
        precondition(!x.isNaN, "an observation is a number")
        let y = clip(x)
        let deviation = y - center
        append(y, square: deviation * deviation)
    }

    /// Takes in the `least` of what an observation may turn out to be, which is `most` otherwise.
    ///
    /// Only the lower limit is then valid; it needs a fixed center.
    package mutating func append(least: Double, most: Double) {
        append(least, orElse: most)
    }

    /// Takes in the `most` of what an observation may turn out to be, which is `least` otherwise.
    ///
    /// Only the upper limit is then valid; it needs a fixed center.
    package mutating func append(most: Double, least: Double) {
        append(most, orElse: least)
    }

    private mutating func append(_ x: Double, orElse other: Double) {
        precondition(!x.isNaN && !other.isNaN, "an observation is a number")
        precondition(hasFixedCenter, "what is unknown needs a center that does not follow it")
        let y = clip(x)
        let (near, far) = (y - center, (bounds.clamp(other) - bounds.lower) * scale - center)
        append(y, square: max(near * near, far * far))
    }

    /// Scales to [0, 1]; what is outside is counted.
    private mutating func clip(_ x: Double) -> Double {
        let y = (x - bounds.lower) * scale
        guard y < 0 || y > 1 else { return y }
        // Rounding at a bound is not an excess.
        if x < bounds.lower || x > bounds.upper { clippedCount += 1 }
        return min(max(y, 0), 1)
    }

    private mutating func append(_ y: Double, square: Double) {
        varianceProcess += square
        betsOnMore?.append(y)
        betsOnLess?.append(1 - y)
        sum += y
        count += 1
        if !hasFixedCenter { center = (sum + 0.5) / Double(count + 1) }
    }

    /// The mean of the (clipped) observations; nil before the first.
    package var mean: Double? {
        count > 0 ? bounds.lower + sum / Double(count) * bounds.width : nil
    }

    /// The two-sided interval of the running mean; the bounds before the first observation.
    package var interval: Interval { interval(halfAlpha: alpha / 2) }

    /// The estimate with its two-sided interval; nil before the first observation.
    package var estimate: Estimate? {
        mean.map { Estimate(value: $0, interval: interval, confidence: 1 - alpha) }
    }

    /// The one-sided lower limit at the full `alpha`.
    ///
    /// The running mean is below it, ever, with probability at most α. Not to be combined with
    /// ``upperLimit`` at the same α.
    package var lowerLimit: Double { interval(halfAlpha: alpha).lower }

    /// The one-sided upper limit at the full `alpha`.
    package var upperLimit: Double { interval(halfAlpha: alpha).upper }

    /// Returns the e-value of this moment against "the running mean is at most `limit`, always".
    ///
    /// An e-process for that weak null: P(it ever reaches 1/α) ≤ α (Choe & Ramdas, theorem 3).
    package func eValue(meanAtMost limit: Double) -> Double {
        .exp(logE(sum: sum, limit: (limit - bounds.lower) * scale, betsOnMore))
    }

    /// Returns the e-value of this moment against "the running mean is at least `limit`, always".
    package func eValue(meanAtLeast limit: Double) -> Double {
        let mirrored = 1 - (limit - bounds.lower) * scale
        return .exp(logE(sum: Double(count) - sum, limit: mirrored, betsOnLess))
    }

    /// Returns about how many observations would make the interval's half-width `margin`.
    ///
    /// `variance` is that of the observations, in their units squared. A forecast for the report,
    /// not a guarantee; nil where more than 10¹² would be needed.
    package func observationsNeeded(margin: Double, variance: Double) -> Int? {
        precondition(margin > 0 && variance >= 0, "a positive margin and a variance")
        let scaledMean = mean.map { ($0 - bounds.lower) * scale } ?? 0.5
        let offset = hasFixedCenter ? scaledMean - center : 0
        let rate = variance * scale * scale
        let rest = alpha / 2 * (betsOnMore?.rest ?? 1)
        let gain = margin * scale
        let line = max(0, scaledMean - gain)
        func isWide(_ n: Double) -> Bool {
            if let betsOnMore,
                betsOnMore.forecast(n, above: line, by: gain, variance: rate) >= 2 / alpha
            {
                return false
            }
            return mixture.boundary(n * (rate + offset * offset), alpha: rest) / n > gain
        }
        guard !isWide(1e12) else { return nil }
        var (low, high) = (0.0, 1e12)
        while high - low > 1 {
            let middle = ((low + high) / 2).rounded(.down)
            if isWide(middle) { low = middle } else { high = middle }
        }
        return Int(high)
    }

    private func interval(halfAlpha: Double) -> Interval {
        guard count > 0 else { return bounds }
        let n = Double(count)
        let margin =
            mixture.boundary(varianceProcess, alpha: halfAlpha * (betsOnMore?.rest ?? 1)) / n
        let below = plannedMargin(sum: sum, betsOnMore, at: halfAlpha, from: margin)
        let above = plannedMargin(sum: n - sum, betsOnLess, at: halfAlpha, from: margin)
        let lower = bounds.lower + (sum / n - below) * bounds.width
        let upper = bounds.lower + (sum / n + above) * bounds.width
        return Interval(lower: lower, upper: upper).clamped(to: bounds)
    }

    /// Returns how far from the mean the limit of one side is, on the scale of [0, 1].
    ///
    /// That of the mixture alone is `widest`: with the bets' capital it can only be nearer.
    private func plannedMargin(
        sum: Double, _ bets: ConstantBets?, at alpha: Double, from widest: Double
    ) -> Double {
        guard bets != nil else { return widest }
        let mean = sum / Double(count)
        let target = -Double.log(alpha)
        return Inversion.boundary(lower: 0, upper: min(widest, mean)) { margin in
            logE(sum: sum, limit: mean - margin, bets) < target
        }
    }

    private func logE(sum: Double, limit: Double, _ bets: ConstantBets?) -> Double {
        guard count > 0 else { return 0 }
        let n = Double(count)
        let mixed = mixture.logValue(sum: sum - n * limit, variance: varianceProcess)
        guard let bets else { return mixed }
        let (bet, rest) = (bets.logValue(mean: limit, count: n), mixed + .log(bets.rest))
        let top = max(bet, rest)
        return top + .log(.exp(bet - top) + .exp(rest - top))
    }
}
