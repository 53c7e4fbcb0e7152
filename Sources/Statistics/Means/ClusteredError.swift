/// Standard errors of a mean whose observations come in clusters (users, days).
package struct ClusteredError: Sendable, Equatable {
    package let mean: Double
    /// √(Σ_g (Σ_i e_ig)²)/n (Liang & Zeger 1986).
    package let cr0: Double
    /// CR0 with its variance times G/(G − 1); nil for a single cluster.
    package let cr1: Double?
    /// The error that ignores clusters, s/√n.
    package let naive: Double
    package let clusters: Int

    /// Creates the errors; nil for fewer than two observations.
    package init?(_ values: [Double], clusters labels: [Int]) {
        precondition(values.count == labels.count, "every value has a cluster")
        guard let center = Statistics.mean(values), let deviation = standardDeviation(values) else {
            return nil
        }
        var sums: [Int: Double] = [:]
        for (value, label) in zip(values, labels) { sums[label, default: 0] += value - center }
        let squares = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
        let n = Double(values.count)
        let groups = Double(sums.count)
        mean = center
        cr0 = squares.squareRoot() / n
        cr1 = sums.count > 1 ? cr0 * (groups / (groups - 1)).squareRoot() : nil
        naive = deviation / n.squareRoot()
        self.clusters = sums.count
    }
}
