import RealModule

/// The predictable plug-in bets λₜ of the empirical-Bernstein kind, for observations in [0, 1].
///
/// Waudby-Smith & Ramdas (2024), "Estimating means of bounded random variables by betting",
/// eq. 15: λₜ = √(2 ln(1/α)/(t ln(1 + t) σ̂²ₜ₋₁)), with one pseudo-observation of mean ½ and
/// variance ¼ (by default) in the running moments.
package struct PredictableBets: Sendable, Equatable {
    package let alpha: Double
    package let priorMean: Double
    package let priorVariance: Double
    package let pseudoObservations: Double
    package private(set) var count = 0
    private var sum = 0.0
    private var squares = 0.0

    package init(
        alpha: Double, priorMean: Double = 0.5, priorVariance: Double = 0.25,
        pseudoObservations: Double = 1
    ) {
        precondition(alpha > 0 && alpha < 1, "alpha lies strictly between 0 and 1")
        precondition(priorVariance > 0 && pseudoObservations > 0, "the prior must have weight")
        self.alpha = alpha
        self.priorMean = priorMean
        self.priorVariance = priorVariance
        self.pseudoObservations = pseudoObservations
    }

    /// The regularised mean μ̂ of the observations so far.
    package var mean: Double {
        (pseudoObservations * priorMean + sum) / (Double(count) + pseudoObservations)
    }

    /// The bet on the next observation, before truncation; it depends on the past only.
    package var next: Double {
        let t = Double(count + 1)
        let variance =
            (pseudoObservations * priorVariance + squares) / (Double(count) + pseudoObservations)
        return (2 * Double.log(1 / alpha) / (t * .log(onePlus: t) * variance)).squareRoot()
    }

    package mutating func append(_ x: Double) {
        count += 1
        sum += x
        squares += (x - mean) * (x - mean)
    }
}
