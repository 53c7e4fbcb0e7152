/// Accuracy of a router against the share of calls that go to the strong path.
///
/// Ong et al. (2024), RouteLLM.
package struct RoutingCurve: Sendable, Equatable {
    /// Shares in [0, 1], ascending.
    package let shares: [Double]
    package let accuracies: [Double]
    package let weakAccuracy: Double
    package let strongAccuracy: Double

    /// Creates a curve; nil with fewer than two points, or where the shares do not ascend.
    package init?(
        shares: [Double], accuracies: [Double], weakAccuracy: Double, strongAccuracy: Double
    ) {
        precondition(shares.count == accuracies.count, "an accuracy per share")
        guard shares.count > 1, zip(shares, shares.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            return nil
        }
        self.shares = shares
        self.accuracies = accuracies
        self.weakAccuracy = weakAccuracy
        self.strongAccuracy = strongAccuracy
    }

    /// The area under the curve by trapezoids.
    package var area: Double {
        shares.indices.dropFirst().reduce(0) { sum, i in
            sum + (shares[i] - shares[i - 1]) * (accuracies[i] + accuracies[i - 1]) / 2
        }
    }

    /// The average performance gap recovered, (area − weak)/(strong − weak).
    ///
    /// Nil where both paths are equally accurate.
    package var averageGapRecovered: Double? {
        strongAccuracy == weakAccuracy
            ? nil : (area - weakAccuracy) / (strongAccuracy - weakAccuracy)
    }

    /// Returns the call-performance threshold: the least share that recovers `gapShare` of the gap.
    ///
    /// Read off the upper envelope (the best accuracy at this share or less), interpolated; nil
    /// where the curve never gets there.
    package func callShare(recovering gapShare: Double) -> Double? {
        let target = weakAccuracy + gapShare * (strongAccuracy - weakAccuracy)
        guard let after = accuracies.firstIndex(where: { $0 >= target }) else { return nil }
        guard after > 0 else { return shares[0] }
        let best = accuracies[..<after].max() ?? accuracies[0]
        // The envelope rises only where the curve itself passes its previous best.
        let rise = accuracies[after] - best
        let width = shares[after] - shares[after - 1]
        return shares[after - 1] + width * (target - best) / rise
    }
}
