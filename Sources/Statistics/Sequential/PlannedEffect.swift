/// What a plan expects of a mean before anybody looks: it makes limits narrow where it is right.
///
/// Every choice is valid, as long as it was fixed before looking.
package struct PlannedEffect: Hashable, Sendable {
    /// The value that the mean is to be told from.
    package let line: Double
    /// How far from it the mean is expected, on either side; above 0.
    package let effect: Double
    /// The expected standard deviation of an observation; above 0.
    package let deviation: Double

    package init(line: Double, effect: Double, deviation: Double) {
        precondition(effect > 0 && deviation > 0, "an effect and a deviation above 0")
        self.line = line
        self.effect = effect
        self.deviation = deviation
    }

    /// Returns the observations that one look needs to tell the mean from the line, unrounded:
    /// ((z_{α/2} + z_β) σ/δ)², two-sided, by the normal approximation.
    package func observationsAtOneLook(alpha: Double = 0.05, power: Double = 0.8) -> Double {
        let z = Normal.quantile(power) - Normal.quantile(alpha / 2)
        let root = z * deviation / effect
        return root * root
    }

    /// Returns the plan for observations that are 0 but for a share, which keeps what it is.
    package func thinned(_ share: Double) -> PlannedEffect {
        PlannedEffect(
            line: line * share, effect: effect * share, deviation: deviation * share.squareRoot())
    }
}
