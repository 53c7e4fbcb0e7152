/// Returns the first Wasserstein distance of two samples, ∫|F − G|, in their units.
///
/// Nil where a sample is empty.
package func wassersteinDistance(_ first: [Double], _ second: [Double]) -> Double? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let steps =
        first.map { (value: $0, step: 1 / Double(first.count)) }
        + second.map { (value: $0, step: -1 / Double(second.count)) }
    let ordered = steps.sorted { $0.value < $1.value }
    var (distance, gap) = (0.0, 0.0)
    for (here, next) in zip(ordered, ordered.dropFirst()) {
        gap += here.step
        distance += abs(gap) * (next.value - here.value)
    }
    return distance
}
