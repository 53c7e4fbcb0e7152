import RealModule

/// The predictable plug-in empirical-Bernstein confidence sequence for a constant bounded mean.
///
/// Waudby-Smith & Ramdas (2024), theorem 2. Closed form, O(1) an append; wider than betting.
/// Each side errs with probability at most `alphaEachSide`, watched at every moment. Deviations
/// are taken from the plain mean of the past (0 before the first observation), as in the
/// reference implementation; every predictable centre is valid.
package struct EmpiricalBernsteinConfidenceSequence: Sendable, Equatable {
    package let bounds: Interval
    private var below: OneSidedEmpiricalBernstein
    private var above: OneSidedEmpiricalBernstein

    /// Creates a sequence for observations in [`lower`, `upper`], bounds that were declared ahead.
    package init(
        lower: Double = 0, upper: Double = 1, alphaEachSide: Double = 0.025,
        truncation: Double = 0.5
    ) {
        precondition(lower < upper, "bounds need room")
        precondition(truncation > 0 && truncation < 1, "bets lie in (0, 1)")
        bounds = Interval(lower: lower, upper: upper)
        below = OneSidedEmpiricalBernstein(alpha: alphaEachSide, truncation: truncation)
        above = below
    }

    /// Takes in an observation; one outside the bounds is moved to the nearer bound.
    package mutating func append(_ x: Double) {
        precondition(!x.isNaN, "an observation is a number")
        let scaled = (bounds.clamp(x) - bounds.lower) / bounds.width
        below.append(scaled)
        above.append(1 - scaled)
    }

    /// The interval of this moment, not intersected with earlier ones.
    package var interval: Interval {
        let lower = bounds.lower + below.lowerBound * bounds.width
        let upper = bounds.upper - above.lowerBound * bounds.width
        return Interval(lower: min(lower, upper), upper: max(lower, upper))
    }
}

/// The lower half of the sequence, for observations in [0, 1].
private struct OneSidedEmpiricalBernstein: Sendable, Equatable {
    let truncation: Double
    var bets: PredictableBets
    var count = 0.0
    var sum = 0.0
    var weight = 0.0
    var weighted = 0.0
    var penalty: Double

    init(alpha: Double, truncation: Double) {
        self.truncation = truncation
        bets = PredictableBets(alpha: alpha)
        penalty = .log(1 / alpha)
    }

    mutating func append(_ x: Double) {
        let lambda = min(bets.next, truncation)
        let deviation = x - (count > 0 ? sum / count : 0)
        // 4 (x − μ̂)² ψ_E(λ), with ψ_E(λ) = (−ln(1 − λ) − λ)/4.
        penalty += deviation * deviation * (-.log(onePlus: -lambda) - lambda)
        weight += lambda
        weighted += lambda * x
        bets.append(x)
        count += 1
        sum += x
    }

    var lowerBound: Double { weight > 0 ? max(0, (weighted - penalty) / weight) : 0 }
}
