import RealModule

/// Returns Σ relevance/log₂(rank + 1) of one ranking by descending score.
///
/// The gain is linear (Järvelin & Kekäläinen 2002). Items of equal score share the mean gain of
/// their ranks (McSherry & Najork 2008). `cutoff` limits the ranks that count.
package func discountedCumulativeGain(
    relevance: [Double], scores: [Double], cutoff: Int? = nil
) -> Double {
    precondition(relevance.count == scores.count, "a score per item")
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    let limit = min(cutoff ?? order.count, order.count)
    var (gain, start) = (0.0, 0)
    while start < order.count {
        var end = start + 1
        while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
        let shared = order[start..<end].reduce(0) { $0 + relevance[$1] } / Double(end - start)
        for rank in start..<max(start, min(end, limit)) { gain += shared / .log2(Double(rank + 2)) }
        start = end
    }
    return gain
}

/// Returns the gain over that of the ideal order, in [0, 1]; 0 where nothing is relevant.
package func normalizedDiscountedCumulativeGain(
    relevance: [Double], scores: [Double], cutoff: Int? = nil
) -> Double {
    let ideal = discountedCumulativeGain(relevance: relevance, scores: relevance, cutoff: cutoff)
    guard ideal > 0 else { return 0 }
    return discountedCumulativeGain(relevance: relevance, scores: scores, cutoff: cutoff) / ideal
}
