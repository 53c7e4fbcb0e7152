/// Returns the sample quantile by linear interpolation (R type 7); nil for no values.
///
/// `probability` lies in [0, 1]. The values need no order.
package func quantile(_ values: [Double], _ probability: Double) -> Double? {
    sortedQuantile(values.sorted(), probability)
}

/// Returns the quantile of values that count with weights above 0: type 7 where all count alike, else
/// the least value that a share of `probability` does not exceed; nil for none.
package func weightedQuantile(
    _ values: [(value: Double, weight: Double)], _ probability: Double
) -> Double? {
    guard values.contains(where: { $0.weight != values[0].weight }) else {
        return quantile(values.map(\.value), probability)
    }
    let sorted = values.sorted { $0.value < $1.value }
    var rest = probability * sorted.reduce(0) { $0 + $1.weight }
    return sorted.first {
        rest -= $0.weight
        return rest <= 0
    }?.value ?? sorted.last?.value
}

/// Returns the type 7 quantile of values that are sorted already.
func sortedQuantile(_ sorted: [Double], _ probability: Double) -> Double? {
    precondition(probability >= 0 && probability <= 1, "a probability lies in [0, 1]")
    guard !sorted.isEmpty else { return nil }
    let position = Double(sorted.count - 1) * probability
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    let share = position - Double(below)
    return sorted[below] + (sorted[above] - sorted[below]) * share
}

/// Returns the interval of a quantile between two order statistics, free of any assumption.
///
/// Binomial limits of ranks (Conover 1999, section 3.2). An end is infinite where the sample is
/// too small to bound it; nil for no values.
package func quantileInterval(
    _ values: [Double], _ probability: Double, confidence: Double = 0.95
) -> Interval? {
    precondition(probability > 0 && probability < 1, "the quantile lies strictly inside")
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let ranks = Binomial(trials: sorted.count, probability: probability)
    let tail = (1 - confidence) / 2
    let low = ranks.quantile(tail) - 1
    let high = ranks.upperQuantile(tail)
    return Interval(
        lower: low >= 0 ? sorted[low] : -.infinity,
        upper: high < sorted.count ? sorted[high] : .infinity)
}
