/// The capital of a gambler who doubts that the mean of observations in [0, 1] is `mean`.
///
/// A share `theta` bets that the mean is higher, the rest that it is lower; a martingale where
/// every conditional mean equals `mean`. Waudby-Smith & Ramdas (2024), eqs. 24–26.
package struct HedgedBettingMartingale: Sendable, Equatable {
    package let mean: Double
    package let theta: Double
    package let truncation: Double
    private var high = 1.0
    private var low = 1.0

    /// Creates a gambler; bets are cut at `truncation`/m and `truncation`/(1 − m).
    package init(mean: Double, theta: Double = 0.5, truncation: Double = 0.5) {
        precondition(mean >= 0 && mean <= 1, "the mean lies in [0, 1]")
        precondition(theta >= 0 && theta <= 1, "theta is a share")
        precondition(truncation > 0 && truncation <= 1, "a larger bet could lose everything")
        self.mean = mean
        self.theta = theta
        self.truncation = truncation
    }

    /// Settles a bet of size `lambda`, chosen before `x` was seen.
    package mutating func append(_ x: Double, bet lambda: Double) {
        high *= 1 + min(lambda, truncation / mean) * (x - mean)
        low *= 1 - min(lambda, truncation / (1 - mean)) * (x - mean)
    }

    /// The capital, max(θ K⁺, (1 − θ) K⁻); the mean is rejected at level α once it exceeds 1/α.
    package var capital: Double { max(theta * high, (1 - theta) * low) }
}
