/// The hedged betting confidence sequence for the constant mean of bounded observations.
///
/// Waudby-Smith & Ramdas (2024), theorem 3, on a grid of means, widened by one step on each side
/// and intersected over time. With probability 1 − α it contains the mean at every moment, given
/// that the conditional mean is constant; under drift use ``RunningMeanConfidenceSequence``.
/// An append costs time in proportion to `breaks`.
package struct BettingConfidenceSequence: Sendable, Equatable {
    package let bounds: Interval
    package let alpha: Double
    /// Interval of the mean, in the units of the observations.
    package var interval: Interval {
        Interval(
            lower: bounds.lower + unitInterval.lower * bounds.width,
            upper: bounds.lower + unitInterval.upper * bounds.width)
    }
    private var bets: PredictableBets
    private var gamblers: [HedgedBettingMartingale]
    private var unitInterval = Interval.unit

    /// Creates a sequence for observations in [`lower`, `upper`], bounds that were declared ahead.
    package init(
        lower: Double = 0, upper: Double = 1, alpha: Double = 0.05, breaks: Int = 1_000,
        theta: Double = 0.5, truncation: Double = 0.5, bets: PredictableBets? = nil
    ) {
        precondition(lower < upper && breaks > 0, "bounds and grid need room")
        bounds = Interval(lower: lower, upper: upper)
        self.alpha = alpha
        self.bets = bets ?? PredictableBets(alpha: alpha / 2)
        gamblers = (0...breaks).map {
            HedgedBettingMartingale(
                mean: Double($0) / Double(breaks), theta: theta, truncation: truncation)
        }
    }

    /// Takes in an observation; one outside the bounds is moved to the nearer bound.
    package mutating func append(_ x: Double) {
        precondition(!x.isNaN, "an observation is a number")
        let scaled = (bounds.clamp(x) - bounds.lower) / bounds.width
        let bet = bets.next
        bets.append(scaled)
        for index in gamblers.indices { gamblers[index].append(scaled, bet: bet) }
        let limit = 1 / alpha
        guard let first = gamblers.firstIndex(where: { $0.capital <= limit }),
            let last = gamblers.lastIndex(where: { $0.capital <= limit })
        else { return }
        let step = 1 / Double(gamblers.count - 1)
        let widened = Interval(
            lower: gamblers[first].mean - step, upper: gamblers[last].mean + step)
        unitInterval = unitInterval.intersection(widened) ?? unitInterval
    }
}
