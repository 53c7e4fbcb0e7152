import RealModule

/// Returns the log-adjusted interval for p₁/p₂ of two independent groups.
///
/// Walter (1975): half an item is added to successes and trials of both, which makes it finite
/// where a group has no success; statsmodels calls it `log-adjusted`.
package func proportionRatioInterval(
    _ first: ProportionSample, _ second: ProportionSample, confidence: Double = 0.95
) -> Interval {
    let (k1, n1) = (Double(first.successes) + 0.5, Double(first.trials) + 0.5)
    let (k2, n2) = (Double(second.successes) + 0.5, Double(second.trials) + 0.5)
    let center = Double.log(k1 / n1) - .log(k2 / n2)
    let margin = twoSidedZ(confidence) * (1 / k1 - 1 / n1 + 1 / k2 - 1 / n2).squareRoot()
    return Interval(lower: .exp(center - margin), upper: .exp(center + margin))
}

/// Returns the two-sided p-value of "both groups have one proportion": the score test, whose
/// variance is that of the pooled proportion, without correction.
package func equalProportionsP(_ first: ProportionSample, _ second: ProportionSample) -> Double {
    let (n1, n2) = (Double(first.trials), Double(second.trials))
    let pooled = Double(first.successes + second.successes) / (n1 + n2)
    let variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    guard variance > 0 else { return 1 }
    let z = abs(first.proportion - second.proportion) / variance.squareRoot()
    return 2 * Normal.survival(z)
}
