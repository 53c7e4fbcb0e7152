/// Returns Bonferroni's adjusted p-values, min(1, m·p).
package func bonferroniAdjusted(_ p: [Double]) -> [Double] {
    p.map { min(1, $0 * Double(p.count)) }
}

/// Returns Holm's adjusted p-values, which control the chance of any false rejection.
///
/// Holm (1979).
package func holmAdjusted(_ p: [Double]) -> [Double] {
    var highest = 0.0
    return adjusted(p, order: ascending(p)) { rank, value in
        highest = max(highest, min(1, Double(p.count - rank) * value))
        return highest
    }
}

/// Returns Hommel's adjusted p-values: Simes' test closed over all subsets.
///
/// Hommel (1988). A p-value's worst intersection of a given size holds it and the largest others,
/// so sizes are tried one by one: O(m²). Independent or positively dependent tests.
package func hommelAdjusted(_ p: [Double]) -> [Double] {
    let order = ascending(p)
    let sorted = order.map { p[$0] }
    let m = p.count
    var results = sorted
    for size in stride(from: 1, through: m, by: 1) {
        let others = sorted[(m - size + 1)...]
        // Simes' p of the smallest member `value` with the `size` − 1 largest p-values.
        let tail = others.enumerated().map { Double(size) * $1 / Double($0 + 2) }.min() ?? 1
        for index in results.indices {
            // A member of the tail is tested with the p-value just before the tail.
            let smallest = sorted[min(index, m - size)]
            results[index] = max(results[index], min(Double(size) * smallest, tail, 1))
        }
    }
    return restored(results, order: order)
}

/// Returns Benjamini–Hochberg adjusted p-values, which control the false discovery rate.
///
/// Benjamini & Hochberg (1995); independent or positively dependent tests.
package func benjaminiHochbergAdjusted(_ p: [Double]) -> [Double] {
    stepUp(p, factor: 1)
}

/// Returns Benjamini–Yekutieli adjusted p-values, valid under any dependence.
///
/// Benjamini & Yekutieli (2001): Benjamini–Hochberg times 1 + 1/2 + … + 1/m.
package func benjaminiYekutieliAdjusted(_ p: [Double]) -> [Double] {
    stepUp(p, factor: p.indices.reduce(0) { $0 + 1 / Double($1 + 1) })
}

private func stepUp(_ p: [Double], factor: Double) -> [Double] {
    var lowest = 1.0
    return adjusted(p, order: ascending(p).reversed()) { rank, value in
        lowest = min(lowest, factor * Double(p.count) / Double(p.count - rank) * value)
        return lowest
    }
}

private func ascending(_ p: [Double]) -> [Int] { p.indices.sorted { p[$0] < p[$1] } }

/// Applies `adjust` along `order` and puts the results back in their places.
private func adjusted(
    _ p: [Double], order: [Int], adjust: (_ rank: Int, _ value: Double) -> Double
) -> [Double] {
    restored(order.enumerated().map { adjust($0, p[$1]) }, order: order)
}

private func restored(_ values: [Double], order: [Int]) -> [Double] {
    var result = values
    for (value, index) in zip(values, order) { result[index] = value }
    return result
}
